using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Enrollments;
using Enrollment.Worker.Storage;
using JasperFx.Events;
using Marten;

namespace Enrollment.Worker.Queries;

/// <summary>One event of an enrollment's stream, in words.</summary>
/// <param name="ActivityId">Of the enrollment.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Kind">The event's name.</param>
/// <param name="EffectiveOn">The date from which it holds.</param>
/// <param name="RecordedAt">When it was written down.</param>
/// <param name="What">What happened.</param>
/// <param name="Why">The rule, the inputs of the dates.</param>
/// <param name="MessageId">The message that caused it.</param>
/// <param name="Run">The business date of the run that caused it.</param>
/// <param name="Status">Of its period, where it changed one.</param>
public sealed record HistoryEntry(
    string ActivityId,
    long Version,
    string Kind,
    DateOnly EffectiveOn,
    DateTimeOffset RecordedAt,
    string What,
    IReadOnlyList<string> Why,
    string? MessageId,
    DateOnly? Run,
    PeriodStatus? Status)
{
    /// <summary>Everything of a learner, or of one activity, in the order in which it was recorded.</summary>
    public static async Task<IReadOnlyList<HistoryEntry>> Of(IQuerySession session, string learner, string? activity, CancellationToken cancellation)
    {
        var activities = activity is null ? await ActivitiesOf(session, learner, cancellation) : [activity];
        var history = new List<HistoryEntry>();
        foreach (var id in activities)
        {
            var key = new EnrollmentKey(new ActivityId(id), new LearnerId(learner));
            history.AddRange((await session.Events.FetchStreamAsync(key.Stream, token: cancellation)).Select(recorded => Of(id, recorded)));
        }

        return history;
    }

    private static Task<IReadOnlyList<string>> ActivitiesOf(IQuerySession session, string learner, CancellationToken cancellation) =>
        Sql.Read(session, $"select activity_id from {OwnTables.Enrollment} where learner_id = @learner order by activity_id",
            row => row.GetString(0), cancellation, Sql.Text("learner", learner));

    private static HistoryEntry Of(string activity, IEvent recorded)
    {
        var change = (EnrollmentEvent)recorded.Data;
        return new HistoryEntry(activity, recorded.Version, change.GetType().Name, EventInWords.EffectiveOn(change), recorded.Timestamp,
            EventInWords.What(change), [.. EventInWords.Why(change)], change.Cause.MessageId, change.Cause.Run, (change as PeriodEvent)?.Period.Status);
    }
}
