"""Further rules, for all families but heart, breath, brain and mind, in the notation of `rules.urgency_rules`.

`a|b` in a rule stands for either concept. A standing condition (a blood thinner, a transplant) holds however long ago
it was said to have begun.
"""

from __future__ import annotations

RED_BODY = {
    "pregnancy": """
        kicks_not unborn kicks & gestation|pregnant ! kicks_fine; kicks_not feels_baby & gestation|pregnant !
        kicks_fine; kicks kicks_ended & gestation|pregnant ! kicks_fine; gestation|pregnant & fluid_soft ~
        leak_strong; feels_baby ~ kicks_few & gestation|pregnant ! kicks_fine; gestation|pregnant|postpartum &
        bp_raised & face_hands ~ puffed; gestation|pregnant|postpartum & bp_raised & lights|head_pounds|rib_right;
        kicks ~ kicks_few & gestation|pregnant ! kicks_fine; kicks_not kicks & gestation|pregnant ! kicks_fine;
        gestation|pregnant & fluid ~ leaks; gestation|pregnant & water_broke; crowning &
        gestation|pregnant|contractions|water_broke; gestation|pregnant & tightens ~ every_minutes; contractions ~
        every_minutes; crowning & tightens ~ every_minutes; push_word & birth_word; gush_only &
        gestation|pregnant|postpartum; gestation|pregnant|postpartum & head_pounds & lights ~ eye_word;
        gestation|pregnant|postpartum & head_pounds ~ lights; gestation|pregnant|postpartum & lights & face_hands ~
        puffed; gestation|pregnant|postpartum & head_pounds ~ wont_ease; gestation|pregnant|postpartum & head_pounds
        & face_hands ~ puffed; gestation|pregnant & rib_right ~ hurts; gestation|pregnant|postpartum & head_pounds &
        lights; gestation|pregnant & bleed_heavy ~ bleed; gestation|pregnant & clots_big; early_preg & hurts &
        near_faint; early_preg & hurts ~ fierce; early_preg & bleed & hurts ~ trunk; early_preg & bleed & weak_now;
        early_preg & hurts ~ one_side_word; pregnant|gestation & hurts ~ one_side_word & bleed|weak_now|spotting;
        gestation|pregnant & belly_trauma & belly_word ~ belly_bad; gestation|pregnant & belly_trauma & bleed;
        gestation|pregnant & belly_word ~ fierce; gestation|pregnant & hurts ~ fierce & belly_word; postpartum &
        clots_big; postpartum & bleed ~ bleed_heavy; postpartum & soak ~ pad; postpartum & temp_high|high_fever;
        postpartum & fever_sure|temp_fever|temp_said & foul; postpartum & bleed & weak_now; postpartum & seizure;
        postpartum & sob; gestation|pregnant & seizure; umbilical; postpartum & chest ~ chest_feel;
        gestation|pregnant & cannot_keep & weak_now;
    """,
    "abdominal-pain": """
        belly ~ hurts ~ fierce ! period_word; belly ~ kill_word; belly ~ doubled_up; trunk ~ doubled_up &
        cold_sweats; hurts ~ doubled_up & cold_sweats; right_low ~ hurts ~ jolted; right_low ~ hurts &
        vomits|fever_sure|temp_fever|temp_said ! hip_word; right_low ~ belly ~ jolted; belly ~ belly_drum & gas_not;
        belly ~ belly_drum & vomits ~ foul_vomit; gas_not & vomits; belly ~ belly_drum &
        fever_sure|temp_fever|temp_said|temp_high; belly ~ rock_word; foul_vomit_strong; jaundiced &
        fever_sure|temp_fever|rigors_strong; jaundiced & hurts ~ fierce; hernia ~ hernia_stuck & vomits; hernia ~
        hernia_stuck ~ hurts; hernia ~ hernia_stuck ~ fierce; aneurysm & trunk ~ hurts; aneurysm & cold_sweats;
        trunk ~ hurts ~ tearing_word; trunk ~ hurts & cold_sweats ~ near_faint; belly ~ hurts & near_faint; kid_word
        & belly ~ hurts & jelly_stool; jelly_stool & kid_word; vomits ~ foul_vomit & belly ~ hurts ~ fierce;
    """,
    "infant-fever": """
        infant & temp_said; infant & feels_hot; infant & temp_cool;
    """,
    "child": """
        infant & baby_bad; infant & baby_feed_not & baby_sleepy; baby_feed_not & infant ! solid_food; baby_word ~
        baby_bad_strong; infant & vomits ~ green_vomit; baby_word & vomits ~ green_only & young_child|infant;
        young_child & pee_not & many_hours; infant & pee_not; young_child & pee_not &
        baby_bad|dry_signs|baby_sleepy; kid_word & pee_not & too_weak & loses_fluid; kid_word & pee_not & many_hours
        & loses_fluid; kid_word & pee_not & dry_signs; young_child & dry_signs & too_weak; young_child & loses_fluid
        & baby_sleepy & dry_signs; young_child|infant & head_hit ~ head_part & after_head_red; young_child &
        baby_bad_strong; infant & head_hit ~ head_part; infant & dropped_baby; soft_spot ~ spot_bad; kid_word &
        dropped_baby & vomits;
    """,
    "meningitis": """
        neck_word ~ neck_cant & fever_sure|temp_fever|temp_said & head_ill; neck_word ~ neck_cant &
        fever_sure|temp_fever|temp_said; neck_word ~ neck_cant & light_bad ~ hurts; purple_spots &
        fever_sure|temp_fever|temp_said; purple_spots ~ no_fade & kid_word; purple_spots & no_fade & head_ill;
        no_fade_strong & purple_spots;
    """,
    "sepsis": """
        fever_any|temp_fever|temp_said & immune ! fever_none; fever_any|temp_fever|temp_said & immune_life !
        fever_none; line_in & fever_sure|temp_fever|temp_said|rigors_strong;
        fever_sure|temp_fever|temp_said|temp_high & septic_signs; infection_word & septic_signs ~ septic_strong;
        bp_low & septic_signs; bp_shock & infection_word; rigors_strong & infection_word & bp_low|septic_strong;
        redness & flesh_rot & toxic; redness ~ black_flesh & toxic; fever_sure|temp_fever|temp_high & foot ~
        black_flesh; dialysis & fever_sure|temp_fever|temp_said; temp_low & septic_signs; pd_cloudy &
        hurts|fever_sure|temp_fever|temp_said;
    """,
    "fever": """
        heat_stroke & heat_bad; heat_from & heat_bad ! heat_pump; heat_stroke ! heat_talk;
    """,
    "poisoning": """
        took_it ~ extra_word ~ danger_drug ! planned_dose; took_it ~ opioid & slow_breath; opioid & slow_breath;
        took_it ~ pet_pills; took_it ~ danger_drug ~ whose; kid_word ~ took_it ~ household ! harmless_eat
        allowed_food; took_it ~ at_once ~ pills; took_it ~ at_once ~ danger_drug; bottle_empty & found_person;
        bottle_empty & kid_word ~ took_it; methotrexate & daily_word & daily_wrong; kid_word ~ took_it ~ danger_drug
        ! pills_given; insulin_word ~ insulin_wrong & took_it ! routine_insulin; overdose ~ drowsy; mixed ~
        fume_pair & fume_hurt; co ~ co_all; co & co_all; took_it ~ extra_word ~ pills & drowsy; took_it ~ household
        & drowsy ! allowed_food; many_pills & drowsy; kid_word ~ bottle_empty; thinner_double ! planned_dose;
        kid_overdose & kid_word|infant ! planned_dose; took_it ~ opioid ~ mistake_word; took_it ~ mistake_word ~
        danger_drug ~ whose;
    """,
    "bleeding": """
        bleed ~ cannot ~ stop_word ! stop_other gums_word; bleed ~ bleed_heavy ! blood_count; melena & weak_now !
        iron; stool ~ maroon; stool ~ pure_word ~ bleed; nose_word ~ gush_only & thinner; nose_word ~ gush_only &
        hours_word; stool ~ bleed & weak_now; stool ~ bleed & bleed_heavy ~ bleed; tonsil & bleed ~ mouth_blood;
        gi_dark & vomits; gi_dark ~ vomits; fistula ~ bleed; pad ~ bleed & weak_now; heavy_period & weak_now; soak ~
        pad_soft & weak_now; vomits ~ blood_red; cough_up ~ bleed ~ big_flow; nosebleed & many_hours; nosebleed ~
        bleed_heavy; lab_critical & weak_now ~ stool; stool ~ black_word & weak_now ! iron; clots_big & bleed;
        thinner & bleed ~ bleed_heavy; bleed ~ gum_nose & bruise_word & bruise_many; thinner & bleed ~ hours_word !
        gums_word; lab_critical & bleed; stool ~ bleed & thinner;
    """,
    "head-injury": """
        head_hit ~ head_part & thinner ! no_injury; head_hit ~ head_part & after_head_red ! no_injury; head_hit ~
        head_part & repeats ! no_injury; pupil ~ differ ! eye_clinic; clear_fluid ~ nose_ear & crash_word; hurt_head
        & repeats; hurt_head & after_head_red; fall & repeats_strong; head_hit & repeats_strong ~ same_word;
        hurt_head & thinner;
    """,
    "vision": """
        sight ~ sight_gone ~ eye_suddenly ! screen_word; sight ~ sight_gone ~ one_eye ! screen_word; half_missing ~
        gone_strong ! screen_word; half_missing & sight ~ sight_gone ! screen_word; eye_word ~ chemical ! eye_calm;
        eye_object ~ eye_word & eye_word ~ eye_wrecked ! eye_calm; eye_object ~ eye_word ~ eye_wrecked; eye_word ~
        hurts & halos; eye_word ~ hurts & vomits ! eye_flu; halos & vomits; scalp ~ hurts & eye_change & jaws ~
        chews; jaws ~ chews & sight ~ sight_gone; scalp ~ hurts & sight ~ sight_gone; gca & eye_change; sight ~
        blink_out ! screen_word; pierce_obj ~ in_eye; eye_word ~ eye_blood_front; flashes & curtain; jaws ~ hurts &
        scalp ~ hurts & eye_change;
    """,
    "testicle": """
        testicle ~ fierce ! idiom_nuts; testicle ~ nut_bad ~ hurts; testicle ~ nut_bad & vomits; testicle ~ hurts &
        nut_bad ~ eye_suddenly; testicle ~ kill_word; testicle ~ swelling_now ~ cry_out; testicle ~ swelling_now &
        cry_out; testicle ~ hurts & cry_out ~ vomits; testicle ~ hurts & vomits; testicle ~ nut_bad & hurts ~
        fierce; testicle ~ hurts ~ eye_suddenly;
    """,
    "limb": """
        limb_part ~ cold_limb ~ limb_danger ! winter; limb_risk & limb_part ~ cold_limb; limb_part ~ compartment &
        limb_risk; limb_risk ~ limb_part & limb_part ~ numbness & cold_limb|leg_swollen|compartment; limb_part ~
        compartment ~ numbness; limb_part ~ black_flesh ~ hurts; limb_part ~ black_flesh & foul_smell; no_pulse ~
        limb_part;
    """,
    "spine": """
        groin_numb ~ numbness & back_word; groin_numb ~ numbness & pee_cannot; groin_numb ~ numbness & leaks_self;
        groin_numb ~ numbness & legs_dead; back_word ~ hurts & leaks_self ! old_leak; back_word & legs_dead & hurts;
        legs_dead & leaks_self; leaks_strong & back_word; legs_dead & pee_cannot; spine_risk & back_word &
        legs_dead; back_word & pee_cannot & legs_dead; groin_numb ~ numbness ! dental_numb; back_word ~ hurts &
        pee_cannot; cancer_spine & legs_dead;
    """,
    "diabetes": """
        glucose_raised & breath_fruity; glucose_high & vomits; glucose_high & septic_signs; glucose_low &
        septic_signs; glucose_low & drop_arrow; sugar & meter_lo & septic_signs; diabetic & breath_fruity; ketones &
        vomits; sugar & vomits & breath_fruity; glucose_low & swallow_not; kid_word & thirst_pee &
        vomits|breath_fruity|septic_signs; hypo & septic_signs; glucagon_given; meter_hi & vomits & diabetic;
        meter_hi & diabetic & septic_signs|breath_fruity;
    """,
    "blood-pressure": """
        bp_very_high & eye_change; bp_very_high & head_pounds; bp_very_high & weak_now; bp_low & weak_now ~
        stand_word; bp_low & septic_signs; bp_very_high & pregnant|postpartum;
    """,
    "allergy": """
        allergen & skin_breaks & throat_odd; allergen ~ throat_word ~ odd_word ! long_since; face_bits ~
        swelling_now & throat_odd ! cold_word; skin_breaks & throat_odd ~ throat_tight; allergen & tongue_throat ~
        swelling_now ! cold_word; ace_pill & face_bits ~ swelling_now; epi_used &
        skin_breaks|throat_odd|swelling_now; epi_used ! epi_talk; skin_peels & mouth_sores & drug_word; skin_peels &
        mouth_sores & fever_sure|temp_fever; skin_sheets & fever_sure|temp_fever|drug_word; drug_word & skin_breaks
        & blister_mouth; allergen ~ face_bits ~ swelling_now;
    """,
    "choking": """
        took_it ~ disc ! battery_calm; swallow_word ~ disc; choked & choked_after; food_stuck & spit_word; disc_in ~
        disc; swallow_word ~ sharp_thing; swallow_word ~ coin_word & drool_word;
    """,
    "injury": """
        bone_word ~ bone_out ! bone_test; body_end ~ bent_bad; body_end ~ cut_off ! came_benign; power_tool ~
        tool_hurt & body_end; deep_wound & deep_signs; scald ~ burn_wide ! small_burn; kid_word & scald ~ burn_wide;
        scald_boil ~ spilled & kid_word ! small_burn; current ~ current_from; venom ~ struck_by & venom_signs;
        snake_only ~ struck_by; beast ~ mauled; beast ~ beast_bit ~ bad_place; impaled & into_body ! shot_benign;
        near_drown & after_water; compound; gush_only ~ into_body|body_end; big_fall & no_feel_legs; big_fall &
        after_head_red & head_part; limb_risk ~ bone_out ! bone_test; cut_verb ~ body_end ~ deep_signs; big_fall &
        septic_strong;
    """,
    "metabolic": """
        lab_critical; dialysis ~ missed & dialysis_bad; addison & addison_bad ! adrenal_other; lab_called ~ lab_bad;
    """,
    "wound": """
        cut_site & insides ~ burst; cut_site ~ insides; neck_surgery & neck_bad; post_op & post_op_bad &
        fever_sure|temp_fever|temp_high|temp_said|bleed|belly_word; cut_site ~ burst_wide; post_op & belly ~ hurts ~
        fierce; post_op & belly ~ rigid; post_op & weak_now & bleed ~ bleed_heavy;
    """,
    "dehydration": """
        elderly|elder_word & pee_not & loses_fluid; elderly|elder_word & loses_fluid & too_weak ~ stand_word;
        elderly|elder_word & loses_fluid & septic_signs; elderly|elder_word & pee_not & too_weak; pee_not &
        loses_fluid & too_weak; loses_fluid & near_faint & pee_not; pee_not & too_weak ~ stand_word;
    """,
    "clot": """
        leg ~ leg_swollen & breath_pain ~ pain; leg ~ leg_swollen & palpitations; leg ~ whole_leg ~ leg_color; leg ~
        leg_swollen & breath_word ~ winded_word; travel & breath_pain ~ pain; travel & winded & palpitations;
        clot_past & sob|winded|breath_pain; coughs_blood & winded;
    """,
}

AMBER_BODY = {
    "pregnancy": """
        gestation|pregnant & keep_less;
    """,
    "infection": """
        uti_more; tick_ring; shingles_word; ear_more & ear_sick; throat_more & ear_sick; pink_eye; toe_word ~
        infected_strong; bite_more; site_red ~ warm_word; tooth ~ swelling_now; face_hands ~ tooth_word;
        mastitis_more; cough_long & fever_sure|temp_fever|temp_said; covid & elderly; exposure;
    """,
    "allergy": """
        drug_word & skin_breaks ! old_rash; day_of & skin_breaks; drug_start & bumps; rash_new;
    """,
    "fever": """
        temp_said; fever_sure ~ days_word;
    """,
    "wound": """
        cut_site ~ red_sign; stitch_open;
    """,
    "vomiting": """
        vomits ~ days_word; loses_fluid ~ days_word; loses_fluid ~ many_times;
    """,
    "bleeding": """
        paper_blood; inr_high;
    """,
    "diabetes": """
        out_of ~ insulin_word;
    """,
    "metabolic": """
        dialysis ~ missed; out_of ~ steroid_word; out_of ~ seizure_word;
    """,
    "abdominal-pain": """
        trunk ~ hurts ~ days_word ! back_only; rib_right ~ hurts; stone_word ~ hurts; stone_word ~ stone_now;
    """,
    "poisoning": """
        doubled_dose; took_it ~ extra_word ~ pills ! planned_dose; wrong_pill;
    """,
    "clot": """
        leg ~ leg_swollen ~ days_word ! both_legs;
    """,
    "urinary": """
        pee_cannot ! old_leak; catheter_bad;
    """,
    "injury": """
        sprain_more ~ injury_bad; body_end ~ swelling_now ~ injured_word; scald & blister_word; cut_more &
        stitch_need; jammed ~ body_end;
    """,
    "vision": """
        eye_word ~ eye_sore ! eye_calm;
    """,
    "child": """
        kid_word & no_poop & belly ~ hurts;
    """,
    "breathing": """
        weight_up & ankles;
    """,
}
