using Enrollment.Worker.Queries;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.DeadLetters;

/// <summary>The table: what is indexed, how it is kept small, how a person is erased from it.</summary>
public static class DeadLetterTable
{
    private const string Table = $"{MartenSetup.Schema}.mt_doc_dead_letter";

    internal static void Configure(StoreOptions store) =>
        store.Schema.For<DeadLetter>()
            .DocumentAlias("dead_letter")
            .Duplicate(letter => letter.Kind)
            .Duplicate(letter => letter.Queue)
            .Duplicate(letter => letter.MessageType)
            .Duplicate(letter => letter.MessageId)
            .Duplicate(letter => letter.LearnerId)
            .Duplicate(letter => letter.ReceivedAt);

    /// <summary>Deletes with the session's next save what is too old, and the oldest of what is too much.</summary>
    public static void Trim(IDocumentSession session, EnrollmentOptions options, DateTimeOffset now)
    {
        session.QueueSqlCommand($"delete from {Table} where received_at < ?", now.ToUniversalTime().AddDays(-options.DeadLetterMaxAgeDays));
        session.QueueSqlCommand(
            $"delete from {Table} where id in (select id from {Table} order by received_at desc, id offset ?)",
            options.DeadLetterMaxCount);
    }

    /// <summary>Deletes with the session's next save every message that names the learner; how many those are.</summary>
    public static async Task<int> Erase(IDocumentSession session, string learnerId, CancellationToken cancellation)
    {
        var erased = 0;
        await foreach (var letter in session.Query<DeadLetter>().ToAsyncEnumerable(cancellation))
        {
            if (!LearnerNamed.In(letter, learnerId))
                continue;
            session.Delete<DeadLetter>(letter.Id);
            erased++;
        }

        return erased;
    }
}
