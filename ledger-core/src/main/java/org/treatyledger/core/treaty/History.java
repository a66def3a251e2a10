package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationMade;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationWithdrawn;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentHeld;
import org.treatyledger.core.treaty.TreatyEvent.ParticipantCeased;
import org.treatyledger.core.treaty.TreatyEvent.SignatureAffixed;
import org.treatyledger.core.treaty.TreatyEvent.SuccessionNotified;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalNotified;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/** What one participant did to one treaty, read from its acts in legal order. */
public final class History {

    private final ParticipantId participant;
    private final @Nullable ExitRule exitRule;
    private final Function<Consent, Optional<LocalDate>> exitFromParent;
    private final List<Act> acts = new ArrayList<>();
    private final List<Consent> consents = new ArrayList<>();
    private final List<Declaration> declarations = new ArrayList<>();
    private @Nullable Act signature;
    private @Nullable Act intentionNotToBecomeParty;
    private @Nullable Act held;
    private @Nullable Act holdEndedBy;
    private @Nullable LocalDate ceasedOn;

    History(ParticipantId participant, @Nullable ExitRule exitRule) {
        this(participant, exitRule, consent -> Optional.empty());
    }

    /** A history whose consents also end with the day on which the State leaves the treaty that this one belongs to. */
    History(
            ParticipantId participant,
            @Nullable ExitRule exitRule,
            Function<Consent, Optional<LocalDate>> exitFromParent) {
        this.participant = participant;
        this.exitRule = exitRule;
        this.exitFromParent = exitFromParent;
    }

    /** Reads one more act; acts arrive in legal order, and what is recorded is believed. */
    void read(Act act) {
        acts.add(act);
        var day = act.receivedOn();
        switch (act.event()) {
            case SignatureAffixed signed -> sign(act, signed);
            case InstrumentDeposited deposit -> deposited(act, deposit);
            case SuccessionNotified succession ->
                consents.add(consent(act, ConsentMeans.SUCCESSION, succession.effectiveOn()));
            case TreatyEvent.InstrumentWithdrawn _ -> takenBack(act);
            case WithdrawalNotified notice -> replaceStanding(day, consent -> notified(consent, act, notice));
            case TreatyEvent.WithdrawalRevoked _ -> replaceStanding(day, consent -> revoked(consent, act));
            case DeclarationMade made -> declarations.add(declared(act, made));
            case DeclarationWithdrawn withdrawn -> withdrawDeclaration(act, withdrawn);
            case InstrumentHeld _ -> {
                held = act;
                holdEndedBy = null;
            }
            case TreatyEvent.IntentionNotToBecomePartyCommunicated _ -> intentionNotToBecomeParty = act;
            case ParticipantCeased _ -> cease(act);
            case TreatyEvent.EntryIntoForceRecorded _,
                    TreatyEvent.DecisionRecorded _,
                    TreatyEvent.AnnouncementNoted _,
                    TreatyEvent.ActCorrected _ -> {}
        }
        postponeExits();
    }

    private void deposited(Act act, InstrumentDeposited deposit) {
        consents.add(consent(act, deposit.means(), act.receivedOn()));
        endHold(act);
    }

    private void takenBack(Act act) {
        if (heldOn(act.receivedOn()).isPresent()) {
            endHold(act);
        } else {
            replaceStanding(act.receivedOn(), consent -> consent.takenBackBy(act));
        }
    }

    private void endHold(Act by) {
        if (held != null && holdEndedBy == null) {
            holdEndedBy = by;
        }
    }

    private void sign(Act act, SignatureAffixed signed) {
        signature = act;
        if (signed.definitive()) {
            consents.add(consent(act, ConsentMeans.DEFINITIVE_SIGNATURE, act.receivedOn()));
        }
    }

    private Consent consent(Act act, ConsentMeans means, LocalDate countsFrom) {
        return new Consent(participant, means, act.receivedOn(), countsFrom, act, null, List.of(), null);
    }

    /** Changes the older where two stand: an instrument deposited anew on the day the first was taken back. */
    private void replaceStanding(LocalDate day, java.util.function.UnaryOperator<Consent> change) {
        for (var i = 0; i < consents.size(); i++) {
            if (consents.get(i).standsOn(day)) {
                consents.set(i, change.apply(consents.get(i)));
                return;
            }
        }
    }

    private Consent notified(Consent consent, Act act, WithdrawalNotified notice) {
        var exitsOn = exitDay(act, notice);
        var notices = new ArrayList<>(ended(consent, act).notices());
        notices.add(new Consent.Notice(act, exitsOn, exitsOn, null));
        return consent.with(notices);
    }

    private LocalDate exitDay(Act act, WithdrawalNotified notice) {
        if (exitRule == null || notice.overAmendment() != null) {
            return act.receivedOn();
        }
        var byRule = exitRule.date().from(act.receivedOn(), null).orElse(act.receivedOn());
        var specified = notice.effectiveOn();
        return specified != null && specified.isAfter(byRule) ? specified : byRule;
    }

    private static Consent ended(Consent consent, Act by) {
        return consent.with(
                consent.notices().stream().map(notice -> notice.ended(by)).toList());
    }

    /** A revocation speaks of the notice that it finds; one received with it on the same day stands in its place. */
    private static Consent revoked(Consent consent, Act act) {
        var day = act.receivedOn();
        var older = consent.notices().stream().anyMatch(notice -> notice.isPendingOn(day.minusDays(1)));
        return consent.with(consent.notices().stream()
                .map(notice -> older && notice.receivedOn().equals(day) ? notice : notice.ended(act))
                .toList());
    }

    /** A circumstance that the treaty names, such as an armed conflict, keeps a State bound until it ends. */
    private void postponeExits() {
        if (exitRule == null || exitRule.notBeforeEndOf() == null) {
            return;
        }
        var kind = exitRule.notBeforeEndOf();
        consents.replaceAll(consent -> consent.with(consent.notices().stream()
                .map(notice -> notice.exitingOn(postponed(notice.byRule(), kind)))
                .toList()));
    }

    private @Nullable LocalDate postponed(LocalDate exit, String kind) {
        var day = exit;
        for (var circumstance : declarations) {
            if (circumstance.kind().equals(kind) && circumstance.holdsOn(day)) {
                var last = circumstance.until();
                if (last == null) {
                    return null;
                }
                day = last.plusDays(1);
            }
        }
        return day;
    }

    private static Declaration declared(Act act, DeclarationMade made) {
        var from = made.from() == null ? act.receivedOn() : made.from();
        return new Declaration(act, made.kind(), from, made.until(), null);
    }

    private void withdrawDeclaration(Act act, DeclarationWithdrawn withdrawn) {
        var lastDay = withdrawn.effectiveOn() == null ? act.receivedOn() : withdrawn.effectiveOn();
        for (var i = declarations.size() - 1; i >= 0; i--) {
            var open = declarations.get(i);
            if (withdrawn.speaksOf(open)) {
                declarations.set(i, new Declaration(open.act(), open.kind(), open.from(), lastDay, act));
                return;
            }
        }
    }

    private void cease(Act cessation) {
        ceasedOn = cessation.receivedOn();
        consents.replaceAll(consent -> consent.standsOn(cessation.receivedOn()) ? consent.endedBy(cessation) : consent);
    }

    public ParticipantId participant() {
        return participant;
    }

    /** Every act, in legal order. */
    public List<Act> acts() {
        return List.copyOf(acts);
    }

    /**
     * Every expression of consent, oldest first; a State that left and came back has several. Nobody is bound twice at
     * one time (ruling R4), nor after ceasing to exist: where the acts that may be known say so, the earlier consent stands.
     */
    public List<Consent> consents() {
        var standing = new ArrayList<Consent>();
        consents.stream().sorted(Comparator.comparing(Consent::countsFrom)).forEach(consent -> {
            if (!isIdle(standing, consent)) {
                standing.add(consent);
            }
        });
        return standing;
    }

    private boolean isIdle(List<Consent> standing, Consent consent) {
        var from = consent.countsFrom();
        return (ceasedOn != null && !from.isBefore(ceasedOn))
                || standing.stream()
                        .anyMatch(earlier -> earlier.standsOn(from)
                                && exitFromParent
                                        .apply(earlier)
                                        .filter(exits -> !exits.isAfter(from))
                                        .isEmpty());
    }

    /** Whether the acts give a consent that binds nobody, because another stands on its day. */
    boolean hasIdleConsent() {
        return consents().size() < consents.size();
    }

    /** Every declaration, withdrawn ones included. */
    public List<Declaration> declarations() {
        return List.copyOf(declarations);
    }

    /** The signature: a fact that stays one whatever comes after. */
    public Optional<Act> signature() {
        return Optional.ofNullable(signature);
    }

    /** The communication of the intention not to become a party. */
    public Optional<Act> intentionNotToBecomeParty() {
        return Optional.ofNullable(intentionNotToBecomeParty);
    }

    /** The receipt of an instrument that is held on that day: not in order yet, or waiting for a condition. */
    public Optional<Act> heldOn(LocalDate day) {
        return held == null
                        || day.isBefore(held.receivedOn())
                        || (holdEndedBy != null && !day.isBefore(holdEndedBy.receivedOn()))
                ? Optional.empty()
                : Optional.of(held);
    }

    /** The day on which the State ceased to exist. */
    public Optional<LocalDate> ceasedOn() {
        return Optional.ofNullable(ceasedOn);
    }

    boolean hadSignedBy(LocalDate day) {
        return signature != null && !signature.receivedOn().isAfter(day);
    }

    /** The consent that stands on that day, or none. */
    public Optional<Consent> consentOn(LocalDate day) {
        return consents().stream().filter(consent -> consent.standsOn(day)).findFirst();
    }
}
