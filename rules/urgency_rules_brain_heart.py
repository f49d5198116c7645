"""Rules for heart, breath, brain and mind, in parts and sensations, in the notation of `rules.urgency_rules`."""

from __future__ import annotations

RED_MORE = {
    "chest-pain": """
        chest ~ heavy_thing ~ press_verb ! cough_only; elephant ~ press_verb; chest ~ simile ! calm_chest cough_only;
        clutch chest ! babe cough_only; breast_left ~ ach & feel_sick; breast_left ~ ach & sweaty;
        breast_left ~ ach ~ upper_back; angina ~ not_relieved; band_thing ~ ribs_word ~ squeeze_band;
        ribs_word ~ squeeze_band & sweaty; chest ~ band_thing ~ squeeze_band;
        chest ~ chest_feel & feel_sick ! cough_only; chest ~ chest_feel & sweaty ! cough_only;
        chest ~ chest_feel ~ arm_jaw ! cough_only; chest & squeeze_band & at_rest; upper_back ~ ach & sweaty;
        jaw ~ ach & sweaty; jaw ~ ach & feel_sick; jaw ~ ach ~ upper_back; upset & sweaty & upper_back ~ ach;
        upset & arm_jaw ~ ach & feel_sick; upset & arm_jaw ~ ach & sweaty;
        tear_feel ~ trunk_back ~ strong_sudden ! tear_calm; tear_feel ~ trunk_back & strong_sudden ! tear_calm;
        aortic & trunk_back ~ ach ~ strong_sudden; aortic & trunk_back ~ ach & strong_sudden; nitro ~ not_relieved;
        chest ~ chest_feel & aura; nitro & ach ~ not_relieved; same_as_before & last_attack & ach;
    """,
    "breathing": """
        breathe ~ per_minute; breathe ~ breath_simile; croup ~ croup_bad; croup & croup_bad ~ air_in;
        short_words ~ stop_air ! clerk; short_words & sob; air_noise ~ air_in ! chronic_quiet; froth & sob;
        froth & cough_up ~ froth; froth & upright; inhaler ~ inhaler_out & attack_now;
        inhaler ~ inhaler_fails & attack_now; winded ~ little_effort; blue_part ~ gone_blue; blue_part ~ blue;
        oxygen_tank ~ tank_fails & air_bad; breathe ~ retraction; retraction ~ air_in; retraction ! back;
        inhaler ~ inhaler_fails; asthma ~ inhaler_fails; winded & short_words; wheeze & short_words;
    """,
    "stroke": """
        smile_part ~ smile_off ! dentist; one_limb ~ limb_quits ~ suddenly ! not_stroke;
        one_limb ~ limb_quits & smile_part ~ smile_off; one_limb ~ limb_quits & talk_noun ~ talk_off ! not_stroke;
        hand_task ~ suddenly ! not_stroke; one_limb & hand_task & suddenly ! not_stroke;
        one_limb ~ limb_quits & hand_task ! not_stroke; talk_noun ~ talk_off ! talk_fine addled_paper;
        lost_words ! thanks_words; no_grasp & suddenly ! addled_paper clerk;
        half_body ~ half_off ! dentist not_stroke; neglect; smile_sure ! picture_joke dentist; spin & veer & veer_bad;
        veer & veer_bad ~ suddenly; spin ~ veer & suddenly ! years; veer ~ suddenly & one_limb ! not_stroke;
        sight_off & one_limb ~ half_off; sight_off & veer; hand_task & talk_noun ~ talk_off;
        kin_or_they ~ hand_task ! not_stroke; one_limb ~ limb_alien ! prosthesis; no_grasp & veer;
        kin_or_they ~ drunk_like ! drinks; kin_or_they & no_grasp & half_body ~ half_off;
    """,
    "headache": """
        head_hurts ~ thunder ! head_joke little; headache & thunder_only ! head_joke;
        head_hurts & thunder_only & vomit; thunder_only & headache & head_danger; headache & head_danger ~ suddenly;
        headache ~ head_danger ! head_joke; headache & vomit & head_danger; headache & fever & chin_down;
        headache & temp_fever & chin_down; thunder_only & vomit ! head_joke; head_place ~ snap ! head_joke;
        head_place ~ thunder & ach ! head_joke;
    """,
    "vision": """
        temple ~ temple_sore & jaw_chew & sight_change;
    """,
    "seizure": """
        jerk ~ jerk_sign ! jerk_calm; jerk & jerk_sign & hard_to_wake ! jerk_calm; fits_many ~ fits_row;
        stare ~ stare_bad ! screen_word; rescue_med ~ rescue_fails & seizing;
        kin_or_they jerk & not_awake ! jerk_calm; baby jerk jerk_sign; ataque_es ~ jerk; seized ! seizure_known;
        ataque_es ~ jerk_sign;
    """,
    "fainting": """
        heart_wild ~ heart_bad; dropped ~ young_drop ! faint_benign drop_calm; slump ~ no_reply; slump & no_reply;
        slump & hard_to_wake;
    """,
    "palpitations": """
        beats ~ fast_number ! not_beats; heart_wild ~ heart_bad; icd ~ shocked; pulse_slow & dizzy;
        pulse_slow & heart_bad; pulse_slow & faint;
    """,
    "confusion": """
        kin_or_they ~ asks_again ! clerk; kin_or_they ~ lost_place ! not_lost;
        kin_or_they ~ addled ~ since_new ! addled_paper; thinks_its old_year; thinks_its ~ long_gone;
        kin_or_they ~ odd_act ~ since_new; kin_or_they & odd_act & addled; kin_or_they & odd_act & lost_place;
        addled & lost_place ! addled_paper not_lost; kin_or_they ~ not_awake ! not_awake_calm;
        odd_act & since_new & lost_place; kin_or_they ~ addled & not_awake; addled & uti;
    """,
    "head-injury": """
        hurt_head & asks_again; fall & asks_again & head; hurt_head & lost_place;
    """,
    "self-harm": """
        me_gone ~ better_so; burden & burden_end & weapon; burden ~ burden_end; weapon ~ in_hand ! no_weapon;
        weapon & goodbye & sent; weapon & no_answer & sent; weapon & despair_amber; weapon & passive;
        weapon & suicide; jump_place ~ at_place ! no_place; goodbye ~ sent & no_answer ! goodbye_nice;
        goodbye & sent & weapon; goodbye ~ sent & give_away ~ belonging; last_words & leaving ! away;
        last_words & no_answer; last_words & weapon; last_words & took_any pills; sure_farewell ! away;
        hoard ~ hoard_what ~ hoard_why ! hoard_calm; how_many ~ lethal; hoard ~ hoard_what & despair_amber;
        hoard ~ hoard_what & passive; give_away ~ belonging & end_signs ! giveaway_calm; cut_self ! cut_calm;
        took_any ~ take_intent ~ pills; took_any ~ take_intent & pills; rescued; last_words & pass_words;
        tell_them ~ not_fault ! clerk; goodbye & sent & no_answer ! goodbye_nice; cut_self & take_intent;
        search_web ~ search_what; despair_amber & tonight_word; passive ~ how_many; end_letters & at_peace;
        passive & do_it; despair_amber & do_it; suicide & do_it; jump_now ! jump_calm; funeral & picked;
        weapon ~ burden ! no_weapon; weapon & goodbye ! no_weapon goodbye_nice; burden & give_away;
        end_letters & burden; nobody ~ miss_me; me_gone & last_words ! away; me_gone & goodbye;
        hoard_what ~ pill_stare & suicide; hoard_what ~ pill_stare ! pill_which; mean_to take_every ! take_calm;
        mean_to ~ take_every ~ hoard_what ! take_calm; end_wish & end_means;
        drive_verb ~ drive_into ~ drive_think ! drive_calm; hoard ~ hoard_what & at_peace; goodbye & despair_amber;
        goodbye & passive; no_seguir ! seguir_calm; weapon & no_seguir; weapon & at_peace ! no_weapon;
        burden & suicide; hoard ~ hoard_what & end_wish;
    """,
    "violence": """
        intent harm_verb harm_whom ! harm_joke; armed & knows_where; abuser ~ coming_for ~ armed;
        knows_where & intent harm_verb; school_threat ~ school; abuser assaults whom_me ! assault_calm;
        threat ! assault_calm; captive & captor_bad & afraid_sign ! captive_calm; captive_sure;
        afraid_of ~ afraid_sign; afraid_of & assaults whom_me; gun_on; choke_neck; child_hurt;
        elder_hurt ~ elder_fear; elder_hurt & elder_fear; bruises_by ~ by_someone; kills_me ! kill_joke;
        kill_list ~ slay_word; abuser me_es assault_es ! assault_calm es_calm; unsafe_home ! safe_calm;
        abuser ~ touch_me ! assault_calm; carer assaults them_word ! assault_calm head;
        hiding_from & armed ! hoard_what; hiding_from ~ violent_act & afraid_sign;
        threat_says threat_who threat_kill threat_whom ! harm_joke assault_calm;
        threat_more ~ intent & captor_bad;
    """,
    "mental-health": """
        unseen commands ! unseen_calm; believes ~ bizarre ! belief_calm; new_mother & believes ~ bizarre;
        new_mother & mother_mad & sleepless; new_mother ~ mother_mad & bizarre; new_mother & bizarre;
        sleepless & bizarre; sleepless & manic_act; sees_verb sees_absent; barricade & armed & bizarre;
        barricade ~ armed; voice_heard ! voice_calm; bizarre_sure ! pests; bizarre & armed;
        unseen commands & sleepless;
    """,
}

AMBER_MORE = {
    "self-harm": """
        despair_amber; burden; give_away ~ belonging & end_signs;
    """,
    "violence": """
        captive & captor_bad;
    """,
    "mental-health": """
        sleepless;
    """,
    "palpitations": """
        heart_wild;
    """,
}
