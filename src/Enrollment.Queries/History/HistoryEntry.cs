using System.Text.Json.Serialization;
using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Queries.Records;
using Enrollment.Queries.Wording.Events;
using Enrollment.Storage.Access;
using JasperFx.Events;
using Marten;

namespace Enrollment.Queries.History;

/// <summary>One event of an enrollment, or a fact about the learner, in words.</summary>
/// <param name="ActivityId">The activity; null for a fact about the learner.</param>
/// <param name="Version">Its version in the stream.</param>
/// <param name="Kind">The event's name.</param>
/// <param name="EffectiveOn">The date from which it holds.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="What">What happened.</param>
/// <param name="Why">The rule, and the inputs of the dates.</param>
/// <param name="MessageId">The message that caused it.</param>
/// <param name="Run">The business date of the run that caused it.</param>
/// <param name="Status">The status of the period, where it changed one.</param>
/// <param name="RuleId">The rule that governs the period.</param>
/// <param name="RuleVersion">The version of that rule.</param>
/// <param name="Groups">The groups through which that rule matched; null for the entire company.</param>
/// <param name="Semantics">The version of the semantics, where its text alone caused it.</param>
public sealed record HistoryEntry(
    string? ActivityId,
    long Version,
    string Kind,
    DateOnly EffectiveOn,
    DateTimeOffset RecordedAt,
    string What,
    IReadOnlyList<string> Why,
    string? MessageId,
    DateOnly? Run,
    PeriodStatus? Status = null,
    string? RuleId = null,
    int? RuleVersion = null,
    IReadOnlyList<GroupId>? Groups = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Semantics = null
)
{
    /// <summary>
    /// The events of one activity or of all, with or without the facts about the learner, in the order in which they were recorded.
    /// </summary>
    public static async Task<IReadOnlyList<HistoryEntry>> GetAsync(
        IQuerySession session,
        LearnerId learner,
        string? activity,
        bool withLearner,
        BusinessCalendar calendar,
        CancellationToken cancellationToken
    )
    {
        var activities = activity is null ? await Recorded.GetActivitiesAsync(session, learner.Value, cancellationToken) : [activity];
        var keys = activities.Select(id => StreamKeys.Of(new ActivityId(id), learner)).Concat(withLearner ? [StreamKeys.Of(learner)] : []);
        var streams = await Recorded.GetAsync(session, keys, new PointInTime(DateOnly.MaxValue, KnownAt: null), cancellationToken);
        return
        [
            .. streams
                .SelectMany(stream => stream)
                .OrderBy(recorded => recorded.Sequence)
                .Select(recorded =>
                    recorded.Data is LearnerFact fact
                        ? Of(fact, recorded, calendar)
                        : Of(StreamKeys.Enrollment(recorded.StreamKey!).Activity.Value, recorded, calendar)
                ),
        ];
    }

    internal static HistoryEntry Of(string activity, IEvent recorded, BusinessCalendar calendar)
    {
        var change = (EnrollmentEvent)recorded.Data;
        var period = (change as PeriodEvent)?.Period;
        return new HistoryEntry(
            activity,
            recorded.Version,
            change.GetType().Name,
            EventText.EffectiveOn(change, calendar),
            recorded.Timestamp,
            EventText.What(change),
            [.. EventText.Why(change)],
            change.Cause.MessageId,
            change.Cause.Run,
            period?.Status,
            period?.RuleId.Value,
            period?.RuleVersion,
            period?.Groups,
            change.Cause.Semantics
        );
    }

    private static HistoryEntry Of(LearnerFact fact, IEvent recorded, BusinessCalendar calendar) =>
        new(
            null,
            recorded.Version,
            fact.GetType().Name,
            calendar.DateOf(fact.Stamp.HoldsFrom),
            recorded.Timestamp,
            LearnerFactText.What(fact, calendar),
            [.. LearnerFactText.Why(fact, calendar)],
            fact.Stamp.MessageId,
            Run: null
        );
}
