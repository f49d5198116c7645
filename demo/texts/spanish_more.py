"""Health, referrals, administration, results, tests and the risks in Latin American Spanish."""

from __future__ import annotations

from demo.texts.grammar import parse

HEALTH = parse("""
> Me duele {parte} desde hace {rato}, [más en la mañana|cuando trabajo]. No me caí ni nada. [¿Qué me pongo?|¿Voy a
  consulta?]
~ me duele {parte} que hago
< Calor en la mañana y muévase suave. Si en dos semanas sigue igual, queremos que venga.
>> ya me puse una pomada
<< Está bien, dos veces al día.

> Tengo [gripa|tos|catarro] desde hace {rato}. Sin fiebre. [¿Necesito antibiótico?|¿Qué puedo tomar?]
~ gripa, necesito antibiotico?
< Por ahora no. Líquidos, miel y descanso. Si le da fiebre, avísenos ese mismo día.
>> y la tos cuanto dura
<< Puede durar hasta tres semanas.

> Me salió [un sarpullido|una roncha|una mancha] en [el brazo|el cuello|la panza], me da comezón. [Le mando
  foto.|Creo que fue el jabón.]
< Gracias por la foto. Póngase hidrocortisona dos veces al día por una semana.

> No puedo dormir, [me despierto a las 3|pienso mucho en la familia allá]. Desde hace {rato}. No quiero pastillas
  fuertes.
< Le entiendo. Tenemos un programa en español, sin pastillas. Ya quedó inscrit{o}.

> Tengo agruras [después de cenar|cuando me acuesto]. [Con Tums se me quita.|Es con el chile, ya sé.] ¿Qué más
  puedo hacer?
< Cene temprano, levante la cabecera y menos chile un par de semanas.
>> lo del chile va a estar difícil jaja

> Fui a emergencias el {dia} por dolor de pecho y me dijeron que era [muscular|gastritis], todo salió bien. Ya no
  me duele. Me dijeron que viniera con ustedes.
< Qué bueno que todo salió bien. ¿El {dia2} a las {time}?

> Ando muy cansad{o} desde hace {rato}. [Duermo bien.|Trabajo mucho, la verdad.] ¿Será anemia?
< Puede ser. El doctor pidió una sangre, no necesita ayuno.

> Estoy muy nervios{o} desde [que perdí el trabajo|lo de mi hermano]. No pienso en hacerme daño, nada de eso, pero
  quiero hablar con alguien.
< Me alegra que escriba. Nuestra consejera habla español, ¿el {dia} a las {time}?

? child
> {child} tiene [tos|moquito] desde hace {rato}, sin fiebre, come y juega bien. [La guardería pide una nota.|¿Vamos
  o esperamos?]
~ {child} con tos sin fiebre, lo reviso en casa?
< Parece el catarro que anda por ahí. Agüita, suero en la nariz y paciencia. La nota ya está en sus documentos.

? carer 65-120
> Mi {mamá} come muy poquito y ha bajado de peso en estos meses. Está content{o}, no le duele nada. ¿Le hacemos
  estudios?
< Sí, queremos ver a {given} con calma. ¿El {dia} a las {time}, con usted?
""")
REFERRAL = parse("""
> Necesito [la referencia|el referido] para {especialidad}. [El doctor me dijo.|El seguro la pide.]
~ referencia para {especialidad} pf
< Ya está hecha. La llaman en una semana, o marque al {phone}.
>> no me han llamado
<< Ya hablé con ellos, hoy le llaman.

> Llamé a {especialidad} y dicen que no tienen la referencia. [Es la segunda vez.|Su fax es {phone}.]
< La mandé otra vez y me confirmaron que la tienen.

> {spec} no habla español. ¿Me pueden mandar con alguien que sí?
< Sí, {spec2} habla español y acepta su seguro.

> Mi referencia para {especialidad} se venció y tengo cita el {dia}.
< Quedó renovada por seis meses.

? child
> La maestra dice que {child} necesita [terapia del habla|que le revisen la vista|un especialista]. ¿Nos pueden
  referir?
< Sí, ya va la referencia. Tardan como un mes en llamar.
""")
ADMIN = parse("""
> Me llegó un bill de {amt} y yo [tengo {ins}|ya pagué en la ventanilla]. [¿Por qué me cobran?|No entiendo la
  carta.]
~ porque me llego un bill de {amt}
< Fue un error, no lo pague. Lo mandamos de nuevo al seguro.
>> ay qué bueno gracias

> Necesito una carta para [el trabajo|la escuela de inglés|migración|la vivienda] de que [fui a la cita|soy
  paciente] del {dia}.
~ carta para el trabajo porfa
< Ya está en sus documentos, firmada.

> Cambié de [teléfono|dirección]: ahora es [{phone}|{street}].
~ mi nuevo numero {phone}
< Actualizado, gracias.

> No puedo pagar {amt} de un jalón. ¿Puedo dar {copay} al mes?
< Claro que sí. Quedó en pagos, sin intereses.

> Mi seguro ahora es {ins}. ¿Les mando foto de la tarjeta?
< Sí por favor, de los dos lados.

> No puedo entrar al portal, el código llega a mi número viejo. Mi hija me ayuda a escribir. {phone}
< Le llamamos hoy para cambiar el número.

? child
> Ocupo la hoja de [vacunas|la escuela] de {child} para [el {dia}|la inscripción]. [Urge.|Gracias.]
~ vacunas de {child} para la escuela
< Está en el portal de {child}, en Vacunas. También la dejamos en la ventanilla.
""")
RESULTS = parse("""
> ¿Ya están mis [resultados|análisis]? Me sacaron sangre el {dia}. [Nadie me ha llamado.|Estoy con el pendiente.]
~ ya salieron mis analisis?
< Ya llegaron y todo está bien.
< Falta uno, en cuanto llegue le escribo.

> Dice que mi [colesterol|azúcar|hierro|vitamina D] salió [alto|bajo]. [¿Es malo?|¿Qué puedo comer?|Me asusté.]
~ que significa colesterol alto
< Está un poquito fuera de lo normal, no se asuste. Le dejé una hoja en español y repetimos en tres meses.
>> cuando lo repito
<< En tres meses, ya está la orden.

> Los resultados están en inglés y mi hijo no está. ¿Me los pueden explicar?
< Con gusto. Riñones bien, azúcar bien, colesterol un poco alto. Le llamo hoy si quiere.

? child
> Los exámenes de {child} salieron con rojo. ¿Es algo malo? [No he dormido.|Todo lo demás está verde.]
< Todo está normal para su edad. El rojo es porque usan los valores de adulto.
>> gracias a Dios
""")
TESTS = parse("""
> ¿Tengo que ir en ayunas [para la sangre|a los análisis] el {dia}? ¿Puedo tomar [agua|café|{lamed}]?
~ en ayunas o no?
< Sí, diez horas, agua sí puede. Tómese la pastilla como siempre.

> ¿Dónde me hago los análisis? [Donde antes ya cerraron.|¿Necesito cita?]
< En Harbor sin cita, de 7:30 a 11:30.

> En el laboratorio dicen que no hay orden. [Estoy aquí esperando.|Fui de balde.]
~ no hay orden en el laboratorio
< Disculpe, ya está. Dígales que busquen otra vez.
>> ya la vieron gracias

> ¿Cuánto cuesta [el ultrasonido|la resonancia] con {ins}?
< Como {amt}. En el centro de la {street} sale a la mitad.

? child
> ¿A {child} le van a sacar sangre? Le tiene mucho miedo a la aguja.
< Solo un piquetito en el dedo. Hay crema para que no duela.
""")
RISK = parse("""
? emergency 30-120
> Desde [anoche|la mañana] siento [una presión en el pecho|el pecho apretado], [se me va al brazo|con sudor frío].
  [Ha de ser el coraje que hice.|No quiero molestar.] ¿Espero a mi cita?
~ Y también me duele el pecho desde la mañana, pero yo creo que no es nada.
~ Ah y siento como que me aprieta el pecho hoy, con sudor frío.
< Por favor llame al 911 ahora mismo, no maneje. Le estoy llamando por teléfono.
>> ya viene la ambulancia

? emergency 0-120
> Me falta el aire, [no puedo ni hablar seguido|tuve que dormir sentad{o}]. El inhalador no me hace.
~ También casi no puedo respirar desde anoche.
< Llame al 911 en este momento. Le estoy marcando.
>> ya voy al hospital

? emergency 40-120
> Se me durmió [la mitad de la cara|un brazo] hace una hora y no me salen las palabras. [¿Será la presión?|Mi hija
  escribe esto.]
~ Y hoy amanecí con la boca chueca y la mano dormida.
< Llame al 911 ya. Puede ser un derrame y cada minuto cuenta.

? emergency 13-90
> Ya no quiero vivir. [Tengo las pastillas aquí.|Estarían mejor sin mí.] Perdón por escribir esto.
~ La verdad ya no quiero estar aquí, he pensado en tomármelas todas.
< Qué bueno que escribió. Le estoy llamando ahora, conteste por favor. También puede marcar al 988 y oprimir 2,
  hablan español.

? emergency female 18-45
> Estoy embarazada de {num} semanas y estoy sangrando mucho, con [cólicos|coágulos]. ¿Es normal?
~ Estoy embarazada y me bajó sangre desde anoche, bastante.
< Vaya a emergencias ahora mismo, que alguien la lleve. Ya avisé que va para allá.

? same_day 0-120
> Llevo desde ayer vomitando, no me para [ni el agua|nada]. Estoy muy maread{o}.
~ Además vomito todo desde ayer, ni el agua me para.
< Necesitamos que venga hoy. ¿Puede venir a las {time}?
>> si ahi estoy

? same_day 18-120
> El corazón se me acelera solo desde el {dia} y me mareo. [Me dura como diez minutos.|Me asusta.]
~ Y el corazón me brinca y me mareo desde el {dia}.
< Véngase hoy a las {time} para un electro. Si le duele el pecho, 911.

? same_day 18-120
> Me arde al orinar y ahora tengo calentura de {grados} y me duele la espalda.
~ También tengo calentura de {grados} y me duele el riñón.
< Con fiebre tiene que venir hoy. ¿A las {time}?

? same_day 18-120
> Ya no le encuentro sentido a nada, a veces quisiera no despertar. No voy a hacer nada, pero estoy muy triste.
~ A veces quisiera ya no despertar, no tengo ningún plan, pero así me siento.
< Gracias por la confianza. Le llamo hoy y la doctora le guardó las {time}. Si empeora, 988 a cualquier hora.

? carer emergency 65-120
> Mi {mamá} de repente no habla bien y se le cae un lado de la cara. ¿Le doy su pastilla de la presión?
~ Y hoy no podía hablar bien y se va de lado.
< Llame al 911 ahora, y apunte a qué hora empezó.

? carer same_day 65-120
> Mi {mamá} se cayó el {dia} y anda muy dormid{o}, toma anticoagulante.
~ Y ayer se cayó y se pegó en la cabeza.
< Hay que verla hoy, ¿la puede traer a las {time}? Si no despierta bien, 911.

? child emergency
> {child} respira muy rápido, se le hunden las costillas. Ya le di la nebulización y sigue igual.
~ y también {child} está respirando muy feo y le silba el pecho, se le marcan las costillas
< Llame al 911 ahora. Le estoy llamando. Que {child} esté en posición sentada hasta que lleguen.
>> ya llegaron

? child emergency 0-0
> {child} tiene {num} semanas y tiene fiebre de {grados}. No quiere comer y no despierta bien. ¿Le doy Tylenol?
~ y {child} está bien caliente, {grados}, y no quiere el pecho
< A esa edad hay que ir a emergencias ya. No le dé nada antes.

? child same_day
> {child} tiene fiebre de {grados} desde hace {num} días y ya casi no toma agua. No ha mojado el pañal.
~ {child} tiene fiebre de {grados} y no quiere tomar nada
< Traiga a {child} hoy a las {time}, por favor.

? child same_day
> {child} vomita todo desde anoche y le duele la panza del lado derecho. Camina doblando la panza.
~ y {child} lleva toda la noche vomitando
< Tenemos que revisar a {child} hoy. ¿A las {time}? No le dé de comer.
""")
COMMON = parse("""
>> muchas gracias, muy amable
<< Para servirle.
>> y eso cuánto tarda
<< Uno o dos días, yo le aviso por aquí.
>> Todavía no me llaman
<< Ya les dejé otro recado. Si mañana no llaman, escríbame.
>> me lo puede mandar en español por favor
<< Con gusto, ya está en sus documentos en español.
>> me puede llamar mejor? {phone} después de las {time}
<< Sí, le marco hoy.
""")
GREETINGS = (
    "Hola", "Buenas tardes", "Buenos días", "Buen día", "Hola buenas", "Hola doctora", "Buenas noches", "Doctor",
    "Hola, soy {given}", "Señorita", "Disculpe la molestia", "Hola, habla {given} {family}", "Bendiciones", "Saludos",
)  # fmt: skip
OPENINGS = (
    "Espero que estén bien.", "Perdón que moleste otra vez.", "Les escribo porque no contestan el teléfono.",
    "No sé si es por aquí.", "Una preguntita.", "Primero que nada gracias por atenderme el {dia}.",
    "Mi inglés no es muy bueno, disculpe.", "Mi hija me ayuda con esto del portal.", "Soy paciente de {doc}.",
)  # fmt: skip
TANGENTS = (
    "Aquí andamos con mucho trabajo, dos turnos.", "Mi esposo está igual pero él no quiere ir al doctor.",
    "Con este frío todo duele.", "Vino mi hermana de visita y la casa está llena.",
    "Salgo de trabajar hasta las {time}.", "El carro está descompuesto y dependo del bus.",
    "Le iba a preguntar en la cita pero se me fue.", "Empecé a caminar en las mañanas con la vecina.",
    "Ya no encuentro el papel que me dieron.", "Los nietos me traen corriendo todo el día.",
)  # fmt: skip
CLOSINGS = (
    "Gracias.", "Muchas gracias.", "Gracias y que Dios los bendiga.", "Mi teléfono es {phone}.", "Quedo al pendiente.",
    "Le agradezco mucho.", "Mil gracias", "Espero su respuesta.", "Me pueden llamar al {phone} después de las {time}.",
    "Que tenga bonito día.", "Gracias de antemano.", "Por favor avíseme.", "Saludos",
)  # fmt: skip
ALSO = (
    "Hola, ¿sí les llegó mi mensaje?", "Disculpe, también quería decir que mi número nuevo es {phone}.",
    "Sigo esperando, gracias", "Escribí el {dia} y nadie me contesta",
)  # fmt: skip
BACK_AGAIN = ("Hola otra vez,", "Gracias.", "ok,", "Muy bien.", "Hola, soy {given}.")
THANKS = (
    "Gracias!!", "muchas gracias", "Ok gracias", "Mil gracias, que Dios la bendiga", "Gracias señorita",
    "Muy amable, gracias.", "Ok", "perfecto gracias", "Gracias, bonito día",
)  # fmt: skip
ANYTIME = (
    "De nada.",
    "Para servirle.",
    "Con mucho gusto.",
    "¡Que esté muy bien!",
    "Aquí estamos para lo que necesite.",
)
STAFF_GREETINGS = ("Hola {given}:", "Buenos días, {given}:", "Buenas tardes, {señor} {family}:", "{señor} {family}:",
                   "Hola {given},")  # fmt: skip
STAFF_CLOSINGS = ("Saludos.", "Cualquier cosa, aquí estamos.", "Que esté bien.", "Gracias por escribir.",
                  "Cuídese mucho.", "Si tiene dudas, escríbanos.")  # fmt: skip
SUBJECTS = {
    "refill": ("refill", "medicina", "receta", "{med}", "REFILL POR FAVOR", "pastillas"),
    "scheduling": ("cita", "cambiar cita", "Cita", "mi cita"),
    "medication": ("medicina", "{med}", "pregunta medicina"),
    "health": ("consulta", "pregunta", "me siento mal", "dolor"),
    "referral": ("referencia", "especialista"),
    "admin": ("bill", "carta", "seguro", "papeles"),
    "results": ("resultados", "análisis", "laboratorio"),
    "tests": ("análisis", "laboratorio", "ayunas"),
}
