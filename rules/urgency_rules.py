"""When a family is raised, in concepts of the word lists. Data only.

Rules end with a semicolon. `a b`: b after a, at most three words between. `a ~ b`: near each other in a sentence, any
order. `& c`: c elsewhere in the message. `! d`: unless d stands near in the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from rules.urgency_rules_body import AMBER_BODY, RED_BODY
from rules.urgency_rules_brain_heart import AMBER_MORE, RED_MORE
from rules.urgency_words_accidents import RED_ACCIDENTS
from rules.urgency_words_conditions import RED_CONDITIONS

RED = {
    "chest-pain": """
        heart_attack; chest ~ chest_feel ! cough_only little; chest ~ chest_feel & sweat ~ nausea;
        chest ~ chest_feel ~ sudden ! cough_only; heart ~ heart_feel; jaw ~ pain ~ arm; jaw ~ pain & nausea;
        jaw ~ pain & sweat; arm ~ pain & sweat & nausea; arm ~ chest_feel ~ sweat; cp_abbr; nitro ~ not_relieved;
        angina ~ angina_now; upset_chest & sweat; upset_chest & arm ~ pain; aura & sweat;
    """,
    "breathing": """
        cant breathe; cant ~ breathe ~ sudden; sob ! little sob_mild; sob ~ upright;
        breathe ~ breath_bad ! when_runs; breathe ~ badly; retraction ~ breathe; retraction & wheeze;
        wheeze ~ badly; wheeze & inhaler_fails ~ inhaler; inhaler ~ inhaler_fails; talk_short ~ sob;
        talk_short & breathe; upright ~ breathe; lips ~ blue; stridor; wheeze & talk_short; drowning_feeling;
    """,
    "oxygen": """
        spo2_red; oxygen_word ~ low;
    """,
    "stroke": """
        face ~ droop ! picture_joke; face ~ numb ! dentist; slur; not_able words; side ~ weak; side ~ numb ~ sudden;
        side ~ numb & slur; side ~ droop_limb;
        not_able move limb; limb ~ weak ~ sudden; limb ~ numb ~ words_wrong; limb ~ disobeys;
        having stroke; stroke ~ now; double_vision ~ sudden; double_vision & balance; balance ~ sudden;
        balance & slur; stroke_es; side ~ numb & stroke_es; leans_side; limb ~ numb & face ~ numb; words_wrong;
        cant_feel side; cant_feel ~ face;
    """,
    "self-harm": """
        suicide; selfharm ! accident; passive & taking_all; found_note; cut_marks arm;
        cut_myself ~ on_purpose ! accident;
    """,
    "violence": """
        abuse; hurt_other ! harm_joke;
    """,
    "mental-health": """
        voices; withdrawal ~ shakes; withdrawal & shakes;
    """,
    "allergy": """
        anaphylaxis; mouth_parts ~ swell & allergen; mouth_parts ~ swell & hives;
        mouth_parts ~ swell ~ sudden ! dental_eye; tongue_lips ~ swell; hives_only & allergic_airway;
        allergen ~ airway ~ swell; allergen ~ allergic_collapse; airway ~ tight_word;
        face_throat ~ swell & trouble_swallow; allergic_reaction ~ severe;
    """,
    "pregnancy": """
        pregnant & bleed_heavy ~ bleed; pregnant & soak ~ pad; pregnant ~ bleed; pregnant & bleed ! bleed_none;
        gestation & bleed_heavy ~ bleed; pregnant & pain ~ pain_preg; pregnant & near_faint;
        pregnant & belly ~ severe; baby_moves ~ less; no_moves; water_broke; contractions ~ preterm;
        contractions & gestation_early; pregnant & preeclampsia ~ preeclampsia_more;
        pregnant & preeclampsia ~ severe; pregnant & vision_spots; gestation & vision_spots;
        gestation & preeclampsia ~ swell_face; postpartum & preeclampsia ~ severe; postpartum & bleed_heavy ~ bleed;
        postpartum & soak ~ pad; pregnant & bp_severe_pregnant; postpartum & bp_severe_pregnant;
        postpartum & headache & bp_raised; pregnant & headache & bp_raised; pregnant & high_fever;
        pregnant & temp_high;
        gestation ~ bleed;
        baby_quiet & gestation; baby_quiet & pregnant;
    """,
    "fainting": """
        faint ! faint_benign; near_faint; dizzy ~ severe;
    """,
    "abdominal-pain": """
        belly ~ pain ~ severe; belly ~ severe ! pain_free; belly ~ pain & vomit & fever; belly ~ pain & temp_fever;
        belly ~ pain & no_gas; belly ~ pain & jaundice; low_right ~ pain ~ worse_sign; low_right ~ belly ~ pain;
        low_right ~ pain & fever; low_right ~ pain & belly_button; belly ~ rigid; belly ~ pain ~ sudden_only;
        belly ~ pain & near_faint; belly ~ pain & blue_sweat; no_gas & vomit;
    """,
    "infant-fever": """
        infant & fever; infant & temp_fever; infant & hot ~ temp_fever; infant & feels_hot; infant & temp_low;
    """,
    "child": """
        apnea; limp ~ kid_now; hard_to_wake ~ kid_now; hard_to_wake ~ feed_word; baby & sleepy ~ no_feed;
        infant & no_feed; infant & sleepy; kid_now ~ no_urine & sleepy; kid_now ~ no_urine & no_tears; no_tears;
        kid_now & no_wet_long; infant & limp; nursing & temp_fever; nursing & fever; nursing & sleepy;
    """,
    "meningitis": """
        stiff_neck & fever; stiff_neck & temp_fever; stiff_neck & headache; stiff_neck & light_hurts;
        spots_rash & fever; spots_rash & temp_fever; light_hurts & fever & headache; non_blanching;
    """,
    "sepsis": """
        chemo & fever; chemo & temp_fever; chemo & temp_100; central_line & fever; fever ~ rigors_strong & weak;
        rigors_strong & confused; rigors_strong & fever; rigors_strong & temp_fever; fever & confused;
        temp_fever & confused; fever & near_faint; temp_fever & near_faint; fever ~ weak; high_fever & weak;
        temp_high & weak; high_fever & dizzy; fever & palpitations & surgery; temp_high & palpitations;
        fever & breath_bad ~ breathe; fever & sob; sepsis_word ~ having; fever & mottled;
    """,
    "fever": """
        temp_extreme;
    """,
    "headache": """
        headache ~ worst_head; worst_headache; headache & worst_head ~ ever_life; headache ~ severe ~ sudden_only;
        headache ~ severe & confused; headache & confused; headache & slur; headache ~ severe & vomit;
        headache & stiff_neck & light_hurts; headache & side ~ weak; headache ~ vision_gone;
    """,
    "seizure": """
        seizure ! seizure_known usual_fit; seizure ~ seizure_more ! usual_fit; seizure & hard_to_wake;
    """,
    "confusion": """
        confused ! confused_mild addled_paper; confused ~ sudden ! confused_about addled_paper; hard_to_wake;
        person ~ confused ! confused_about dementia_mild;
    """,
    "poisoning": """
        overdose ! vitamins_only; took twice danger_drug; took danger_drug twice; twice took danger_drug;
        danger_drug ~ overdose; danger_drug ~ doubled; took ~ suspicion ~ danger_drug; kid took pills !
        pills_given as_usual; kid ~ ingest ~ pills ! as_usual;
        kid ~ ingest ~ danger_drug; took ~ poison; ingest_strong; got_into ~ pills;
        got_into ~ danger_drug; kid ~ poison ~ took; co ~ co_sign; co ! installed; took ~ too_many_of ~ pills;
        took ~ someone_elses ~ suspicion; swallowed_es;
        many_pills; dose_mixup_big;
        mixed ~ poison;
    """,
    "bleeding": """
        vomit_blood; vomit ~ blood_red; cough_blood ! little; cough_up ~ blood_red; melena ! iron; stool ~ tarry;
        stool ~ black_word ~ tar_word; bleed ~ bleed_heavy; soak ~ pad ! pad_paper; nosebleed & thinner;
        nosebleed ~ bleed_long;
        stool ~ bleed & weak; stool ~ bleed & near_faint; stool ~ bleed & thinner; rectal & thinner;
        rectal & near_faint; rectal & weak; rectal ~ bleed_heavy; brbpr; bleed & thinner & bleed_heavy;
        wound ~ bleed ~ soak; clots_big;
    """,
    "head-injury": """
        hurt_head & thinner; fall & thinner & head ~ injured_head; fall ~ head & thinner;
        hurt_head & after_head_red; fall & after_head_sleepy & thinner; fall ~ head & after_head_red;
        fall & kid_now & vomit;
    """,
    "vision": """
        eye ~ no_sight ! chronic_sight; no_sight ~ sudden_only; no_sight ~ one_eye;
        flashes ~ flash_risk & flashes_two; eye ~ chemical; blindness_sudden; eye ~ curtain;
    """,
    "testicle": """
        testicle ~ severe; testicle ~ pain ~ sudden; testicle ~ swell ~ pain; testicle ~ twisted; testicle & vomit;
    """,
    "clot": """
        leg ~ leg_swollen & sob; leg ~ leg_swollen & cant breathe; leg ~ leg_swollen & chest ~ chest_feel;
        leg ~ leg_swollen & winded; breath_pain ~ pain & cough_blood; breath_pain ~ pain & travel;
        breath_pain ~ pain & palpitations; breath_pain ~ chest ~ pain; clot ~ having; sob & travel;
    """,
    "limb": """
        foot ~ cold_limb ~ limb_danger; leg ~ cold_limb ~ limb_danger; limb ~ cold_limb & numb & pain;
        limb ~ cast ~ limb_danger;
        cold_pair ~ foot; cold_pair ~ limb;
    """,
    "spine": """
        groin_numb ~ numb; no_control & back; no_control & legs_weak; no_control & groin_numb;
        cant_pee & back ~ pain; cant_pee & legs_weak; back & legs_weak ~ numb; legs_weak ~ both_word ~ weak;
    """,
    "diabetes": """
        glucose_very_low; glucose_low & confused; glucose_low & hard_to_wake; glucose_low & shaky;
        glucose_very_high; meter_hi ~ sugar; sugar ~ meter_lo; glucose_raised & ketones; glucose_raised & vomit;
        glucose_raised & confused; ketones & vomit; ketones ~ big_word; ketones & breath_bad;
        sugar & meter_hi & vomit; meter_lo & hard_to_wake; hypo & hard_to_wake;
    """,
    "blood-pressure": """
        bp_crisis; bp_very_high & bp_symptom; bp_shock; bp_low & near_faint; bp_low & faint; bp_low & confused;
    """,
    "palpitations": """
        pulse_very_fast; palpitations & faint; palpitations & near_faint; palpitations & chest ~ chest_feel;
        pulse_slow & near_faint; pulse_slow & faint; palpitations & sob;
    """,
    "choking": """
        choking ~ choke_red; choking & cant_swallow_strong; cant_swallow_strong; swallowed_object;
        choking ~ breathe;
    """,
    "injury": """
        gross; crash ~ crash_sign; burn ~ burn_big; snake;
    """,
}

AMBER = {
    "chest-pain": """
        chest ~ chest_feel; arm ~ pain & sweat;
    """,
    "breathing": """
        sob; winded ! little_ones; wheeze; weight_gain & hf; inhaler ~ every_hours; hf ~ swell ~ breathing_word;
        breathe ~ cough_word;
    """,
    "oxygen": """
        spo2_amber;
    """,
    "self-harm": """
        passive; selfharm;
    """,
    "mental-health": """
        distress ~ distress_now; panic; distress_strong;
    """,
    "allergy": """
        mouth_parts ~ swell; hives ~ allergen; allergic_reaction; hives_only;
    """,
    "pregnancy": """
        pregnant & spotting; gestation & spotting; pregnant & vomit; gestation & swell ~ swelling_feet;
        pregnant & swell ~ swelling_feet; pregnant & headache; pregnant & contractions; contractions;
        pregnant & pain ~ belly; postpartum & fever; pregnant & bp_raised; postpartum & bp_raised; pregnant & fever;
        postpartum & infected; pregnant & dizzy;
    """,
    "fainting": """
        faint;
    """,
    "abdominal-pain": """
        belly ~ pain; low_right ~ pain; belly_es;
    """,
    "headache": """
        headache ~ severe; headache ~ lasting_long; headache ~ fails; headache ~ unusual; headache & vision_spots;
        headache & vomit; headache & blurry;
    """,
    "seizure": """
        seizure; seizure_known ~ seizure_recent;
    """,
    "confusion": """
        confused_mild ~ worse_word; confused ~ worse_word; person ~ confused;
    """,
    "poisoning": """
        took ~ twice ~ pills; took ~ twice ~ drug_other; took ~ twice ~ dose_time; wrong_dose;
        dose_mixup;
    """,
    "bleeding": """
        bleed ~ stool; bleed ~ wipe; blood_urine; nosebleed; nose ~ bleed; rectal; bleed ~ menopause;
        bleed ~ bruises; bruises ~ thinner; bleed ~ gums; melena ! iron; cough_blood; bleed ~ spotting_now;
        cough_up ~ bleed; bleed & thinner; heavy_period;
        spotting_pm ~ menopause;
    """,
    "head-injury": """
        hurt_head; fall & after_head_sleepy; fall & thinner; fall ~ head;
    """,
    "vision": """
        blurry ! blurry_mild; flashes; eye ~ eye_bad; eye ~ no_sight; double_vision;
    """,
    "testicle": """
        testicle ~ pain; testicle ~ swell;
    """,
    "clot": """
        leg ~ leg_swollen ~ leg_risk; calf ~ pain; arm ~ leg_swollen ~ picc; breath_pain ~ pain; clot ~ having;
    """,
    "limb": """
        limb ~ numb ! numb_mild; limb ~ weak;
    """,
    "stroke": """
        numb ~ face; balance;
        side ~ numb;
    """,
    "spine": """
        sciatica ~ mobility; back ~ pain ~ severe; no_control;
    """,
    "diabetes": """
        glucose_low; glucose_high; hypo; hyper; sugar ~ over_high;
    """,
    "blood-pressure": """
        bp_very_high; bp_high; bp_low & low_symptom; bp_low;
    """,
    "palpitations": """
        palpitations ~ palpit_risk; pulse_fast; pulse_slow & pulse_word; palpitations; heart_races;
    """,
    "choking": """
        choking; cant_swallow;
    """,
    "injury": """
        fracture ~ bodypart; sprain ~ injury_bad; burn ~ burn_some; bite ~ bite_now;
        bite ~ bodypart; cut_deep ~ knife; crash; fall ~ bodypart ~ injury_bad;
    """,
    "dizziness": """
        dizzy;
    """,
    "vomiting": """
        vomit; diarrhea ~ bug_bad;
    """,
    "dehydration": """
        dehydrated; no_urine; no_feed ~ kid_now; no_feed & fever; no_feed & temp_fever; kid_now ~ dehydrated;
    """,
    "wound": """
        wound ~ infected;
    """,
    "infection": """
        site ~ spreading; cellulitis; uti ~ uti_now; uti & fever; uti & flank ~ pain; tooth ~ tooth_bad;
        ear_throat ~ ear_bad; covid & fever; spreading ~ fever_word; flank ~ fever_both; site ~ infected_strong;
    """,
    "urinary": """
        cant_pee;
    """,
    "fever": """
        fever ~ fever_long; temp_fever; high_fever; fever ~ fever_now; fever & rigors_strong; fever & infected;
    """,
    "meningitis": """
        stiff_neck & headache;
    """,
    "sepsis": """
        rigors_strong;
    """,
}


def _joined(*tables: Mapping[str, str]) -> dict[str, str]:
    """One table of several, with `a|b` written out as two rules."""
    families = dict.fromkeys(family for table in tables for family in table)
    return {
        family: ";".join(
            rule for table in tables for line in table.get(family, "").split(";") for rule in _written_out(line)
        )
        for family in families
    }


def _written_out(line: str) -> list[str]:
    wanted, mark, unless = line.partition("!")
    choices = [word.split("|") for word in wanted.split()]
    return [" ".join(words) + (mark and f" {mark}{unless}") for words in product(*choices) if words]


RED = _joined(RED, RED_BODY, RED_MORE, RED_ACCIDENTS, RED_CONDITIONS)
AMBER = _joined(AMBER, AMBER_BODY, AMBER_MORE)
