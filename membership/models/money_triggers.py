"""What the database itself keeps of requests and payments, where no constraint can say it."""

import pgtrigger

# What was asked stays as it was asked: the other columns are those of the waiver.
KEPT_AS_ASKED = (
    pgtrigger.ReadOnly(
        name="kept_as_asked",
        fields=["period", "amount", "currency", "reference", "called_on", "due_on", "called_by"],
    ),
    pgtrigger.Protect(name="request_is_kept", operation=pgtrigger.Delete),
)

# A note may tell of a person and may be emptied; nothing else of a payment ever changes.
ADDED_ONLY = (
    pgtrigger.ReadOnly(name="payment_is_never_edited", exclude=["note"]),
    pgtrigger.Protect(name="payment_is_kept", operation=pgtrigger.Delete),
)

# It is named as a constraint is, so that what is refused is told alike.
SAME_MONEY = pgtrigger.Trigger(
    name="payment_in_money_of_request",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("fits", "boolean")],
    func="""
        SELECT EXISTS (
            SELECT 1 FROM membership_paymentrequest asked
            WHERE asked.id = NEW.request_id AND asked.currency = NEW.currency
        ) AND (NEW.reverses_id IS NULL OR EXISTS (
            SELECT 1 FROM membership_payment booked
            WHERE booked.id = NEW.reverses_id AND booked.reverses_id IS NULL
                AND booked.request_id = NEW.request_id AND booked.amount = -NEW.amount
        )) INTO fits;
        IF NOT fits THEN
            RAISE EXCEPTION 'A payment is in the money of its request'
                USING ERRCODE = 'check_violation',
                CONSTRAINT = 'payment_in_money_of_request';
        END IF;
        RETURN NEW;
    """,
)
