using System.Text.Json.Serialization;
using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Enrollments;

/// <summary>
/// The rules for the activity were evaluated for the learner: by a run, by a join that took effect at once, or because an exemption came
/// into force.
/// </summary>
public sealed record SourcesJudged : EnrollmentStep
{
    /// <summary>The eligibility date of sources gained in this step: b in a run, the business date of the message's fact at once.</summary>
    public required DateOnly EligibleFrom { get; init; }

    /// <summary>False for a step at once.</summary>
    public required bool InRun { get; init; }

    /// <summary>The step saw what had happened up to this instant: the run's, or the one at which the message was handled.</summary>
    public required DateTimeOffset Instant { get; init; }

    /// <summary>Whether the learner was active.</summary>
    public required bool Active { get; init; }

    /// <summary>Business date of the first fact that made the learner active or inactive, without the opposite in between.</summary>
    public required DateOnly ActiveSince { get; init; }

    /// <summary>
    /// Where the learner is back: business date of the first fact of the leave that ended, without the opposite in between (semantics 7).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? AwaySince { get; init; }

    /// <summary>Every rule for the activity that matched.</summary>
    public required IReadOnlyList<Match> Matches { get; init; }

    /// <summary>Rules that were a source before, enroll nobody now and leave open periods as they are.</summary>
    public IReadOnlyList<RuleId> NotAutoEnrolling { get; init; } = [];

    /// <summary>Rules that were a source before, enroll nobody now and withdraw open periods (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValueList<RuleId>? Withdrawing { get; init; }

    /// <summary>The organization's setting in this step (semantics 5, floor).</summary>
    public required int MinimumDaysToComplete { get; init; }

    /// <summary>The organization's setting in this step (semantics 7, source regained).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ShortAbsenceDays { get; init; }

    /// <summary>An exemption was in force on the date: no rule is a source (semantics 10).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Exempt { get; init; }

    /// <summary>The learner's hire date, where a matching rule needs it (semantics 11).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? HiredOn { get; init; }

    /// <summary>The orders of retraining that the step carries out after all else (semantics 12).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValueList<OrderCarriedOut>? Orders { get; init; }

    /// <summary>When the rule reminds of its periods; null where it does not, or did not match (semantics 11).</summary>
    public ReminderTerms? RemindersOf(RuleId rule) => Matches.FirstOrDefault(match => match.RuleId == rule)?.Terms.Reminders;

    /// <summary>Whether a later step that saw the same would change nothing.</summary>
    public bool SawTheSameAs(SourcesJudged other) =>
        Orders is null
        && ((Exempt && other.Exempt) || (Exempt == other.Exempt && IsActiveAs(other) && HiredOn == other.HiredOn && Asks(other)));

    /// <summary>Another leave can have begun, or a fact that arrived late can tell that this one began earlier (semantics 7).</summary>
    private bool IsActiveAs(SourcesJudged other) => Active == other.Active && (Active || ActiveSince == other.ActiveSince);

    private bool Asks(SourcesJudged other) =>
        Matches.Count == other.Matches.Count
        && Matches.Zip(other.Matches).All(pair => pair.First.AsksTheSameAs(pair.Second))
        && NotAutoEnrolling.SequenceEqual(other.NotAutoEnrolling)
        && (Withdrawing ?? []).Equals(other.Withdrawing ?? []);
}

/// <summary>An order of retraining as it concerns one learner.</summary>
/// <param name="Id">The order.</param>
/// <param name="Due">The date that it gives, before the floor.</param>
/// <param name="Reason">Its reason.</param>
/// <param name="DecidedBy">Who decided.</param>
/// <param name="MessageId">The message.</param>
public sealed record OrderCarriedOut(OrderId Id, DateOnly Due, string Reason, string DecidedBy, string MessageId);
