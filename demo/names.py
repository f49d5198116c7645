"""Names of invented people: given names by sex and birth cohort, family names, grouped as families are."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Group:
    """People whose names go together. `female` and `male` are cohorts, the oldest first."""

    slug: str
    share: float
    race: str
    ethnicity: str
    female: tuple[tuple[str, ...], ...]
    male: tuple[tuple[str, ...], ...]
    family: tuple[str, ...]


def _cohorts(*lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in lines)


def _families(line: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in line.split(","))


_ASIAN = "Asian"
COHORTS = (1958, 1996)  # born before the first: the oldest cohort of names; before the second: the middle one

GROUPS = (
    Group(
        "white", 0.58, "White", "Not Hispanic or Latino",
        _cohorts(
            "Dorothy Barbara Shirley Judith Carol Joyce Marilyn Patricia Nancy Janet Beverly Lois Phyllis Gail "
            "Sandra Kathleen Elaine Constance Eileen Rosemary Marjorie Helen Ruth Frances Lorraine Norma Doris "
            "Sylvia",
            "Jennifer Lisa Michelle Kimberly Amy Heather Melissa Stephanie Rebecca Laura Christine Tracy Erin Megan "
            "Katherine Allison Jill Wendy Dawn Colleen Kristen Danielle Tara Holly April Renee Bridget Sara Nicole",
            "Emma Olivia Charlotte Harper Avery Hannah Abigail Madison Grace Nora Hazel Lily Chloe Ella Piper Quinn "
            "Ruby Violet Tessa Maeve Eleanor Sadie Willa Brooke Paige Autumn Josie",
        ),
        _cohorts(
            "Harold Donald Richard Ronald Gerald Raymond Walter Eugene Roger Kenneth Lawrence Ralph Howard Norman "
            "Leonard Stanley Arthur Frank Earl Francis Wayne Dale Russell Clifford Vernon Lloyd Gordon Martin",
            "Michael David Brian Kevin Scott Jeffrey Mark Timothy Steven Eric Gregory Sean Craig Todd Keith Ryan "
            "Patrick Derek Matthew Andrew Joshua Adam Travis Brett Kyle Dustin Chad Shane Neil Colin",
            "Liam Noah Oliver Jack Henry Owen Wyatt Hudson Levi Mason Logan Carter Hunter Eli Caleb Finn Declan "
            "Asher Theo Jasper Miles Griffin Beckett Silas Rowan Emmett Cole",
        ),
        _families(
            "Anderson, Baker, Barrett, Becker, Bennett, Berg, Bishop, Brennan, Buckley, Burke, Callahan, Carlson, "
            "Chapman, Christensen, Clarke, Collins, Conway, Cooper, Costa, Crawford, Cullen, Dalton, Daly, Decker, "
            "Dempsey, Dixon, Donovan, Dougherty, Drake, Dunn, Eaton, Eklund, Ellis, Erickson, Farrell, Ferrara, "
            "Fischer, Fitzgerald, Fletcher, Foley, Forbes, Foster, Gallagher, Gardner, Gibbons, Goldberg, "
            "Graham, Greco, Griffith, Grossman, Hale, Hansen, Harding, Hartley, Hayes, Hennessy, Hobbs, Hoffman, "
            "Holloway, Horvath, Hughes, Ingram, Jankowski, Jennings, Johansson, Kaplan, Keane, Keller, Kemp, "
            "Kerr, Klein, Kovacs, Kowalski, Kramer, Lambert, Larkin, Larson, Levine, Lindgren, Lombardi, Lowe, "
            "Lynch, MacDonald, Mahoney, Mancini, Marsh, McBride, McCarthy, McKenna, McLean, Meyer, Monroe, "
            "Moran, Morrison, Murphy, Nash, Nielsen, Novak, O'Brien, O'Connor, O'Leary, Olsen, Owens, Palmer, "
            "Parrish, Paulsen, Pearson, Pereira, Perkins, Peters, Petersen, Phelps, Pratt, Quigley, Ramsey, "
            "Rasmussen, Reilly, Rhodes, Ricci, Rosen, Rossi, Rourke, Rowe, Russo, Sawyer, Schmidt, Schneider, "
            "Schultz, Sears, Shea, Sheehan, Silva, Simmons, Slater, Snyder, Sorensen, Spencer, Stanton, Stein, "
            "Stevenson, Stone, Sullivan, Sutton, Sweeney, Talbot, Thornton, Tobin, Tucker, Turner, Vance, Vogel, "
            "Wagner, Wallace, Walsh, Warner, Weaver, Webb, Weiss, Welch, Wheeler, Whitaker, Wilkins, Winslow, "
            "Wolfe, Wright, York, Zimmerman"
        ),
    ),
    Group(
        "hispanic", 0.18, "White", "Hispanic or Latino",
        _cohorts(
            "María Carmen Rosa Josefina Guadalupe Teresa Margarita Dolores Esperanza Consuelo Juana Elvira "
            "Ofelia Rosario Alicia Graciela Blanca Yolanda Irma Leticia",
            "Ana Claudia Patricia Maribel Adriana Verónica Lorena Sandra Silvia Marisol Carolina Daniela Vanessa "
            "Gabriela Paola Yesenia Karina Mónica Liliana Rocío Araceli Norma",
            "Sofía Isabella Camila Valentina Ximena Mía Luciana Emily Ariana Natalia Jimena Renata Allison "
            "Melanie Itzel Abril Danna Aitana",
        ),
        _cohorts(
            "José Juan Manuel Antonio Francisco Jesús Pedro Ramón Rafael Ernesto Guillermo Alfredo Rogelio Gilberto "
            "Arturo Rubén Héctor Armando",
            "Carlos Luis Miguel Jorge Javier Óscar Sergio Fernando Eduardo Ricardo Alejandro Marco Hugo Iván "
            "Edgar César Julio Wilmer Raúl Adrián Gerardo",
            "Mateo Santiago Sebastián Diego Leonardo Ángel Emiliano Thiago Gael Iker Damián Joaquín Maximiliano "
            "Elías Dylan Kevin Axel Isaac",
        ),
        _families(
            "García, Rodríguez, Martínez, Hernández, López, González, Pérez, Sánchez, Ramírez, Torres, Flores, "
            "Rivera, Gómez, Díaz, Reyes, Cruz, Morales, Ortiz, Gutiérrez, Chávez, Ramos, Ruiz, Mendoza, Álvarez, "
            "Castillo, Jiménez, Vásquez, Romero, Herrera, Medina, Aguilar, Vargas, Guzmán, Méndez, Muñoz, "
            "Salazar, Soto, Delgado, Pacheco, Rosario, Acevedo, Colón, Santiago, Figueroa, Nieves, Maldonado, "
            "Escobar, Portillo, Alvarado, Cabrera, Contreras, De la Cruz, Estrada, Fuentes, Galván, Ibarra, "
            "Lara, Luna, Marroquín, Mejía, Montoya, Navarro, Núñez, Ochoa, Orellana, Padilla, Peña, Quiñones, "
            "Rosales, Serrano, Solís, Tejada, Trujillo, Valdez, Velázquez, Zamora, Zúñiga"
        ),
    ),
    Group(
        "black", 0.13, "Black or African American", "Not Hispanic or Latino",
        _cohorts(
            "Ernestine Gloria Bernice Lillie Mattie Geneva Willie Mae Earline Odessa Vivian Delores Bettye "
            "Gwendolyn Hattie Jacqueline",
            "Tamika Latoya Keisha Monique Ebony Yolanda Tanisha Nicole Angela Kenya Latasha Erica Danielle Crystal "
            "Felicia Adaeze Fatou Abena Marlene Nadège",
            "Aaliyah Imani Nia Zoe Amara Kennedy Serenity Skylar Trinity Naomi Journee Nyla Ayanna Leilani "
            "Makayla Jada Morgan",
        ),
        _cohorts(
            "Willie Clarence Alvin Curtis Leroy Otis Nathaniel Cleveland Roosevelt Melvin Herbert Lester Rufus "
            "Isaiah Ulysses",
            "Terrence Darnell Marcus Andre Jamal Tyrone Reginald Maurice Cedric Demetrius Lamar Dwayne Antoine Corey "
            "Malik Kwame Chidi Jean-Claude Emmanuel",
            "Elijah Josiah Jayden Xavier Amir Malachi Zion Kingston Cameron Jaylen Micah Khalil Darius Trey "
            "Nasir Messiah",
        ),
        _families(
            "Washington, Jefferson, Booker, Banks, Jackson, Robinson, Coleman, Gaines, Mosley, Dorsey, Hairston, "
            "Merritt, Bolden, Gadson, Pinkney, Broadnax, Battle, Hightower, Whitfield, Tillman, Vaughn, "
            "Randolph, Sykes, Rollins, Grayson, Ellison, Bynum, Frazier, Byrd, Ivory, Okafor, Adeyemi, Mensah, "
            "Boateng, Diallo, Nwosu, Eze, Toussaint, Pierre-Louis, Baptiste, Desir, Charles, Campbell, Grant, "
            "Bailey, Francis, Tesfaye, Bekele, Kamara, Sesay"
        ),
    ),
    Group(
        "chinese", 0.03, _ASIAN, "Not Hispanic or Latino",
        _cohorts("Mei Xiulan Suzanne Fang Lihua Yuk Grace", "Jing Wei Amy Yan Connie Ling Xin Vivian Jenny Hui",
                 "Emily Chloe Ava Claire Mia Lucy Kaylee Iris"),
        _cohorts("Guoqiang Wing Peter Jian Shu Raymond", "Wei Jun Kevin Hao Ming Jason Tony Feng Eric",
                 "Ethan Lucas Ryan Aiden Nathan Leo Max Felix"),
        _families("Chen, Wang, Li, Zhang, Liu, Huang, Wu, Lin, Chan, Wong, Leung, Ng, Zhao, Zhou, Xu, Lau, Tsai, Yu"),
    ),
    Group(
        "indian", 0.03, _ASIAN, "Not Hispanic or Latino",
        _cohorts("Kamala Usha Saroj Meena Lakshmi Indira", "Anjali Deepa Kavita Neha Pooja Shreya Swati Rekha Divya",
                 "Anika Diya Riya Saanvi Kiara Meera Tara Ishani"),
        _cohorts("Ramesh Suresh Harish Mohan Ashok Bharat", "Amit Rahul Sanjay Vikram Anil Nikhil Rohit Arun Manish",
                 "Arjun Rohan Aarav Dev Kabir Ishaan Vivaan Neel"),
        _families("Shah, Gupta, Sharma, Reddy, Iyer, Mehta, Desai, Rao, Joshi, Kapoor, Banerjee, Khan, Singh, Kaur, "
                  "Bhatt, Menon, Chaudhary, Pillai"),
    ),
    Group(
        "southeast", 0.035, _ASIAN, "Not Hispanic or Latino",
        _cohorts("Hoa Lan Corazon Erlinda Thuy Remedios Sun-hee",
                 "Linh Trang Maricel Jocelyn Hanh Cherry Ji-yeon Soo-jin Thao",
                 "Kayla Angela Mai Bianca Sophie Hannah Minji Jasmine"),
        _cohorts("Van Hung Rodrigo Renato Duc Young-ho Ernesto", "Tuan Minh Jerome Quang Dennis Sung-min Jae Arnel Bao",
                 "Brandon Tyler Kai Vincent Joshua Minh Ian Evan"),
        _families("Nguyen, Tran, Le, Pham, Hoang, Vo, Dang, Bui, Kim, Park, Choi, Jung, Kang, Santos, Bautista, "
                  "Villanueva, Mercado, Manalo, Ocampo, Aquino, Sok, Chea"),
    ),
    Group(
        "arab", 0.015, "White", "Not Hispanic or Latino",
        _cohorts("Samira Nabila Salma Huda", "Layla Rania Dina Mona Yasmin Hala", "Noor Amina Maryam Zahra Lina"),
        _cohorts("Khalil Mahmoud Nabil Elias", "Omar Karim Tariq Hassan Ziad Sami", "Adam Zayd Ibrahim Yusuf Rami"),
        _families("Haddad, Khoury, Nasser, Saleh, Mansour, Hamdan, Aziz, Farah, Hussein, Sabbagh, Rahimi, Karimi"),
    ),
)  # fmt: skip
FIRST_STREET = (
    "Alder", "Anchor", "Beacon", "Birch", "Bluff", "Bridge", "Canal", "Chandler", "Chestnut", "Clover", "Cove", "Dune",
    "Ferry", "Foundry", "Garnet", "Granite", "Grove", "Heron", "Juniper", "Keel", "Larch", "Lantern", "Linden",
    "Mallard", "Maple", "Mast", "Meadow", "Orchard", "Osprey", "Pilot", "Quarry", "Rope Walk", "Schooner", "Spruce",
    "Tern", "Thistle", "Wharf", "Willow",
)  # fmt: skip
STREET_KINDS = ("St", "St", "Ave", "Rd", "Ln", "Ct", "Way", "Ter")
TOWNS = {
    "Harbor Clinic": (("Port Anselm", "01990"), ("Anselm Cove", "01991"), ("Millbrook Landing", "01992")),
    "Hillside Clinic": (("Upper Anselm", "01993"), ("Quarry Hill", "01994"), ("Fernhollow", "01995")),
}


def draw_group(rng: Random) -> Group:
    """A group by its share of the clinic's patients."""
    return rng.choices(GROUPS, [group.share for group in GROUPS])[0]


def given_name(rng: Random, group: Group, sex: str, birth_year: int) -> str:
    """A given name usual for this group, sex and time of birth."""
    cohort = sum(birth_year >= limit for limit in COHORTS)
    return rng.choice((group.female if sex == "female" else group.male)[cohort])


def address(rng: Random) -> str:
    """A street address that exists nowhere."""
    street = f"{rng.randint(2, 980)} {rng.choice(FIRST_STREET)} {rng.choice(STREET_KINDS)}"
    return f"{street}, Apt {rng.randint(1, 24)}{rng.choice('ABC')}" if rng.random() < 0.3 else street


def phone(rng: Random) -> str:
    """A number of the range kept for fiction."""
    return f"({rng.choice((617, 781, 978, 508, 413))}) 555-01{rng.randrange(100):02d}"
