"""What the database itself keeps of voting rolls, where no constraint can say it."""

import pgtrigger

# A frozen roll says the same for ever.
STAYS_FROZEN = pgtrigger.Protect(
    name="stays_frozen",
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__state="frozen"),
)

# The roll is locked against freezing until the row is written: none comes in beside the digest.
ENTRIES_STAY_FROZEN = pgtrigger.Trigger(
    name="entries_stay_frozen",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("state_now", "text")],
    func="""
        IF TG_OP <> 'INSERT' THEN
            SELECT state INTO state_now FROM membership_roll WHERE id = OLD.roll_id FOR SHARE;
        END IF;
        IF TG_OP <> 'DELETE' AND state_now IS DISTINCT FROM 'frozen' THEN
            SELECT state INTO state_now FROM membership_roll WHERE id = NEW.roll_id FOR SHARE;
        END IF;
        IF state_now = 'frozen' THEN
            RAISE EXCEPTION 'A frozen roll is never changed'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'roll_stays_frozen';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)

# Two proxies at once wait for each other at the roll, then count what is there.
PROXY_KEEPS_RULES = pgtrigger.Trigger(
    name="proxy_keeps_rules",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__proxy_to__isnull=False),
    declare=[("most", "integer"), ("broken", "text")],
    func="""
        SELECT proxy_limit INTO most FROM membership_roll
            WHERE id = NEW.roll_id FOR NO KEY UPDATE;
        IF NOT EXISTS (
            SELECT 1 FROM membership_rollentry holder
            WHERE holder.id = NEW.proxy_to_id AND holder.roll_id = NEW.roll_id
                AND holder.part = 'voting'
        ) THEN
            broken := 'proxy_goes_to_a_vote_of_the_roll';
        ELSIF EXISTS (
            SELECT 1 FROM membership_rollentry holder
            WHERE holder.id = NEW.proxy_to_id AND holder.proxy_to_id IS NOT NULL
        ) OR EXISTS (
            SELECT 1 FROM membership_rollentry giver WHERE giver.proxy_to_id = NEW.id
        ) THEN
            broken := 'proxy_is_not_handed_on';
        ELSIF (
            SELECT COUNT(*) FROM membership_rollentry giver
            WHERE giver.proxy_to_id = NEW.proxy_to_id AND giver.id <> NEW.id
        ) >= most THEN
            broken := 'proxies_keep_the_limit';
        END IF;
        IF broken IS NOT NULL THEN
            RAISE EXCEPTION 'This proxy is against the rules of the roll'
                USING ERRCODE = 'check_violation', CONSTRAINT = broken;
        END IF;
        RETURN NEW;
    """,
)

# Who is present is known at the meeting, on a roll that says who votes there.
PRESENT_WITH_A_VOTE = pgtrigger.Trigger(
    name="present_with_a_vote",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("fits", "boolean")],
    func="""
        SELECT EXISTS (
            SELECT 1 FROM membership_rollentry entry
            JOIN membership_roll roll ON roll.id = entry.roll_id
            WHERE entry.id = NEW.entry_id AND entry.part = 'voting' AND roll.state = 'frozen'
        ) INTO fits;
        IF NOT fits THEN
            RAISE EXCEPTION 'Present is who votes on a frozen roll'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'present_with_a_vote';
        END IF;
        RETURN NEW;
    """,
)
