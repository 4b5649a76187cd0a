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

    /// <summary>
    /// Deletes with the session's next save every message that names the learner: as its learner, or anywhere in a body, be it one that
    /// nobody could read.
    /// </summary>
    public static void Erase(IDocumentSession session, string learnerId)
    {
        session.QueueSqlCommand($"delete from {Table} where learner_id = ?", learnerId);
        session.QueueSqlCommand(
            $"""
             delete from {Table} where position(convert_to(?, 'UTF8') in
                 case when (data -> 'body' ->> 'isBase64')::boolean then decode(data -> 'body' ->> 'text', 'base64')
                      else convert_to(data -> 'body' ->> 'text', 'UTF8') end) > 0
             """,
            learnerId);
    }
}
