using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Wording.Events;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Marten;

namespace Enrollment.Queries.Decisions;

/// <summary>What became of a message: the events that carry its id, or its dead letter.</summary>
public sealed record MessageOutcome(IReadOnlyList<OutcomeEvent> Events, DeadLetter? Letter)
{
    // The message is the cause of an event of an enrollment, and the stamp of other facts.
    private const string Numbers = $"""
        select seq_id from {DatabaseSchema.Name}.mt_events
        where stream_id = @stream and @message in (data -> 'cause' ->> 'messageId', data -> 'stamp' ->> 'messageId')
        order by seq_id
        """;

    /// <summary>Null as long as there is neither an event nor a dead letter.</summary>
    /// <param name="session">Reads the record.</param>
    /// <param name="stream">The only stream in which the message is recorded.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="calendar">Turns instants into dates.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<MessageOutcome?> FindAsync(
        IQuerySession session,
        string stream,
        string messageId,
        BusinessCalendar calendar,
        CancellationToken cancellationToken
    )
    {
        var numbers = await Sql.QueryAsync(
            session,
            Numbers,
            row => row.GetInt64(0),
            cancellationToken,
            Sql.Text("stream", stream),
            Sql.Text("message", messageId)
        );
        if (numbers.Count > 0)
        {
            var events = await session.LoadEventsAsync(numbers, cancellationToken);
            return new([.. events.Select(found => OutcomeEvent.Of(found.Data, calendar))], null);
        }

        var letter = await session.Query<DeadLetter>().FirstOrDefaultAsync(found => found.MessageId == messageId, cancellationToken);
        return letter is null ? null : new([], letter);
    }
}

/// <summary>An event in words.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="What">What happened.</param>
/// <param name="Why">Who decided, or the rule and the inputs of the dates.</param>
/// <param name="ChangesPeriod">Whether it changed a period.</param>
public sealed record OutcomeEvent(string Kind, string What, IReadOnlyList<string> Why, bool ChangesPeriod)
{
    internal static OutcomeEvent Of(object data, BusinessCalendar calendar) =>
        data is EnrollmentEvent change
            ? new(change.GetType().Name, EventText.What(change), [.. EventText.Why(change)], change is PeriodEvent)
            : new(data.GetType().Name, RecordedEventText.Of(data, calendar), [], ChangesPeriod: false);
}
