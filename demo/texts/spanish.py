"""Refills, appointments and medicines in Latin American Spanish."""

from __future__ import annotations

from demo.texts.grammar import parse

REFILL = parse("""
> [Necesito|Quisiera|Me hace falta] [el refill|la receta|otro frasco] de {med}, [por favor|si me hacen el favor].
  [La farmacia es {farm}.|A {farm}, como siempre.]
> Me pueden [mandar|surtir|renovar] {lamed} a {farm}? [Ya casi no tengo.|Me quedan {left}.]
~ refill de {med} porfa
~ me falta {lamed}
+ [Si se puede de 90 días, mejor.|Me quedan como para {pocos} días.]
< Listo, ya se mandó a {farm}. Dele un par de horas antes de pasar a recogerla.
< Claro que sí. Quedó renovada por 90 días en {farm}.
>> En la farmacia me dicen que no hay nada
<< Qué pena. Ya hablé con ellos y la encontraron, la están preparando.

> En {farm} dicen que ya no tengo [refills|repeticiones] de {med} y que ustedes tienen que [autorizar|llamar].
~ dicen q no tengo refills de {med}
< Ya quedó autorizada, con tres repeticiones más.
>> y la proxima vez tengo que escribir otra vez?
<< No, con eso tiene hasta su próxima cita.

> Me voy a [México|Guatemala|El Salvador|Puerto Rico|Colombia] el {dia} por {pocos} semanas y necesito llevar
  {lamed}. [¿Me la pueden dar antes?|¿Se puede adelantar?]
~ viajo el {dia} necesito {lamed} antes
< Sí se puede. Avisamos a la farmacia que es por viaje. ¡Que le vaya muy bien!
>> el seguro dice que no
<< Le mandamos una autorización al seguro, espere hasta mañana.

> {lamed} me salió en {amt}, antes pagaba {copay}. [No puedo pagar eso.|¿Hay otra más barata?|¿No hay genérico?]
~ muy cara {lamed} hay otra?
< Sí hay genérico y el doctor ya lo cambió. Le va a salir más o menos en {copay}.
>> muchas gracias, me quitó una preocupación

> Llevo {rato} esperando {lamed}. Llamo y llamo y [nadie contesta|me dejan en espera|la máquina habla puro inglés].
~ sigo esperando {lamed}
< Le pido una disculpa. Ya la mandé yo misma y la farmacia la tiene lista después de las 3.
>> ok gracias señorita

> Quiero cambiar de farmacia. Ya no [vivo cerca de la otra|me gusta como me tratan]. Ahora es {farm}, el teléfono
  es {phone}.
~ cambie mi farmacia a {farm}
< Listo, todo queda en la nueva farmacia.

> Se me [perdieron|cayeron al lavabo|quedaron en el carro de mi hijo] las pastillas de {med}. [Qué pena con
  ustedes.|¿Me pueden dar otras?]
< No se preocupe. Le mandé para los días que faltan.

> El seguro pide una autorización para {lamed}. [Mandaron una carta.|No entiendo la carta.] ¿Ustedes la hacen?
< Sí, nosotros la hacemos. Ya se envió y contestan como en tres días.
>> ya contestaron?
<< ¡Aprobada por un año!

> Buenas, soy {given}, otra vez por {lamed} y {othermed}. [Las dos a {farm}.|Ya saben a qué farmacia.]
~ {med} y {othermed} xfa
< Las dos van en camino. Le toca examen de sangre antes de la próxima vez.
>> cuando puedo ir
<< Cualquier mañana de 7:30 a 11:30, en ayunas.

> Me dieron unas pastillas de {med} de otro color, ¿son las mismas? [No me las he tomado.|Antes eran blancas.]
< Son las mismas, solo cambia el fabricante. Puede tomarlas con confianza.

? child
> {child} necesita más {med}. [La de la escuela también.|Ya casi se acaba.] A {farm} por favor.
> Me puede mandar {lamed} de {child}, [me quedan {left} dosis|se le acabó hoy]?
~ {lamed} de {child} pls
< Ya quedó en {farm}, con una para la escuela.
>> gracias, Dios la bendiga

? child
> Se me tiró el jarabe de {child}, {lamed}, [todo al piso|el hermanito lo volteó]. ¿Me mandan otro?
< No se preocupe, ya está otro en {farm}.

? carer 65-120
> Escribo por mi {mamá}, {given} {family}. Se le acabó {lamed}. [Yo paso por ella el {dia}.|No sabe usar la
  aplicación.]
~ {lamed} de mi {mamá}
< Gracias por estar al pendiente. Ya está en {farm}.
""")
SCHEDULING = parse("""
> Quiero cambiar mi cita del {dia}, [no tengo quien me lleve|tengo que trabajar|me cambiaron el turno]. [¿Qué otro
  día hay?|En la tarde si se puede.]
~ puedo cambiar la cita del {dia}?
< Claro. Tengo el {dia2} a las {time} o a las {time2}. ¿Cuál prefiere?
>> el {dia2} a las {time}
<< Anotado, ahí {lo} esperamos.

> Tengo que cancelar [mi cita|la cita del {dia}]. [Ya me siento mejor.|Se me enfermó la niña.|Salgo de viaje.]
  Disculpen.
~ cancelo la del {dia} disculpe
< Cancelada, gracias por avisar.

> ¿Tienen una cita [más pronto|antes]? Me la dieron [para dentro de un mes|muy lejos]. Puedo ir cualquier día
  [menos el {dia}|].
< Ya está en la lista de espera. Si alguien cancela le mandamos un mensaje.
>> si hay manana mejor
<< Justo se abrió una a las {time}. Es suya.

> ¿La cita del {dia} es [por video o en persona|en Harbor o en Hillside]? [El mensaje está en inglés.|No le entendí
  al mensaje.]
~ la del {dia} es por video?
< Es en persona, en Harbor, segundo piso. Cambié sus mensajes a español.

> Necesito un intérprete [para mi cita del {dia}|el {dia}], la otra vez [no había|tuvo que traducir mi hija].
< Ya está pedido, y queda en su expediente para siempre. Perdón por la otra vez.

> Se me olvidó la cita [de ayer|del {dia}], qué pena. ¿Me cobran? ¿Me dan otra?
~ se me paso la cita perdon
< No se le cobra. ¿Le queda bien el {dia} a las {time}?

> ¿Cuándo me toca [el chequeo|el físico|la cita de la presión]? [El doctor dijo en tres meses.|Creo que ya me pasé.]
< Le toca este mes. ¿El {dia} a las {time}?

> Voy a llegar tarde [como 15 minutos|un poquito], [el bus no pasa|hay mucho tráfico]. ¿Me esperan?
~ voy tarde 10 min!!
< Sí, hasta 15 minutos. Venga directo a la ventanilla.

? child
> ¿Me da una cita para {child}? [Le tocan las vacunas.|Es para el físico de la escuela.|Le toca su chequeo.]
~ cita para {child} vacunas
< El {dia} a las {time}. Traiga la cartilla de vacunas.
>> puede ser despues de la escuela
<< A las 4 entonces.

? carer 65-120
> Mi {mamá} tiene cita el {dia} y ya no puede subir escaleras. ¿Puede ser abajo o por video?
< Claro, la pasamos al primer piso.
""")
MEDICATION = parse("""
> ¿{lamed} se toma [con comida o sin comida|en la mañana o en la noche]? [La etiqueta está en inglés.|Se me olvidó
  preguntar.]
~ {med} antes o despues de comer?
< Con comida, por la mañana. Le pedí a la farmacia la etiqueta en español.

> Se me olvidó {lamed} [ayer|{pocos} días]. ¿Me tomo doble?
~ olvide {lamed} tomo doble?
< No tome doble. Siga con la de hoy como siempre.

> Desde que tomo {lamed} me da [mucho sueño|la boca seca|asco en la mañana|tos seca]. ¿Es normal? ¿Se quita?
~ {lamed} me da sueño
+ Empecé hace {rato}.
< Es común al principio. Tómela en la noche y nos cuenta en una semana.
>> ya mejor, gracias
>> sigue igual
<< Entonces el doctor le cambia a otra, ya está en la farmacia.

> ¿Puedo tomar [Tylenol|ibuprofeno|té de manzanilla|un jarabe para la tos] con {lamed}? [Tengo gripa.|Me duele la
  cabeza.]
< Tylenol sí. Ibuprofeno mejor no, por sus riñones.

> Mi comadre toma [ajo|linaza|moringa] en vez de {lamed}. ¿Yo puedo?
< El ajo en la comida está bien, pero no deje la pastilla, por favor.

> Mi presión esta semana: {bp}, {bp2}, {bp3}. [¿Sigo igual?|¿Está bien?]
~ presion {bp} {bp2}
< Muy bien, gracias por apuntarla. Siga igual.

? med:insulin,metformin
> El azúcar en ayunas: {sugar}, {sugar2}, {sugar3}. [Comí pastel el {dia}, la verdad.|¿Subo la dosis?]
~ azucar {sugar} {sugar2}
< Va bien. No cambie la dosis y mándenos otra semana.

> Quiero dejar {lamed}, ya me siento bien. ¿La puedo parar así nomás?
< No la deje de golpe, por favor. Véngase el {dia} a las {time} y lo platicamos.

> ¿Para qué es {lamed}? El doctor me la dio y con los nervios no le entendí.
< Es para protegerle el corazón y los riñones. No la deje aunque no sienta nada.

? child
> ¿Cuánto Tylenol le doy a {child}? [Le están saliendo los dientes.|Es por la vacuna.] No tiene fiebre.
< La tabla por peso está en sus documentos. Use la jeringa que trae, no una cuchara.

? child
> {child} escupió {lamed}, ¿se la doy otra vez? Está jugando como si nada.
< Si fue en los primeros 15 minutos, sí, una sola vez. La tabla por peso está en sus documentos.

? carer 65-120
> Mi {mamá} ya no quiere tomar {lamed}, dice que le sabe feo. ¿Se la puedo moler?
< Esa no se muele. El doctor la cambia por líquido.
""")
