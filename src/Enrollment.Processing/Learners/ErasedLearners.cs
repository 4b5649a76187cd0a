using Enrollment.Domain;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Marten;

namespace Enrollment.Processing.Learners;

/// <summary>Prevents that writes during or after an erasure restore a name or an address.</summary>
internal static class ErasedLearners
{
    private const string ExclusiveLock = "select pg_advisory_xact_lock(hashtext('enrollment.forgotten'))";
    private const string SharedLock = "select pg_advisory_xact_lock_shared(hashtext('enrollment.forgotten'))";
    private const string Why = "Erased: the message names a learner who was forgotten. Its publisher may send it again.";

    private static readonly string RemoveSql = $"""
        with forgotten as (
          select learner_id, max(coalesce((e.data ->> 'at')::timestamptz, e.timestamp)) as at
          from unnest(?) as named(learner_id) join {DatabaseSchema.Name}.mt_events e on e.stream_id = {StreamKeys.InSql(
            "forgotten",
            "learner_id"
        )}
          group by learner_id)
        update {DatabaseSchema.Name}.mt_doc_learner_identity i set data = i.data || {Nobody("displayName")} || {Nobody("email")}
        from forgotten where i.id = forgotten.learner_id
        """;

    /// <summary>Locks out writers of dead letters until the session's transaction ends.</summary>
    public static Task LockAsync(IDocumentSession session, CancellationToken cancellationToken) =>
        TakeLockAsync(session, ExclusiveLock, cancellationToken);

    /// <summary>
    /// Adds a statement to the session that removes names and addresses up to the erasure. It runs after the identities are stored. As a
    /// separate statement it also sees an erasure that was committed after the identities were read.
    /// </summary>
    public static void RemoveIdentities(IDocumentSession session, string[] learners)
    {
        if (learners.Length > 0)
            session.QueueSqlCommand(RemoveSql, [learners]);
    }

    /// <summary>Removes the body of later dead letters, because any part of it may have personal data.</summary>
    public static async Task<IReadOnlyList<DeadLetter>> RedactAsync(
        IDocumentSession session,
        IReadOnlyList<DeadLetter> letters,
        CancellationToken cancellationToken
    )
    {
        await TakeLockAsync(session, SharedLock, cancellationToken);
        var known = letters.Select(letter => letter.LearnerId).OfType<string>().Distinct().ToArray();
        // An unreadable body may name any learner.
        var streams =
            known.Length == letters.Count
                ? await StreamsAsync(
                    "id = any(@streams)",
                    Sql.Texts("streams", known.Select(id => StreamKeys.OfForgotten(new LearnerId(id))))
                )
                : await StreamsAsync("id like 'forgotten/%'");
        var forgotten = streams.Select(stream => StreamKeys.Learner(stream).Value).ToArray();
        return
        [
            .. letters.Select(letter =>
                Array.Exists(forgotten, learner => DeadLetterSearch.Mentions(letter, learner)) ? Erased(letter) : letter
            ),
        ];

        Task<IReadOnlyList<string>> StreamsAsync(string which, params Npgsql.NpgsqlParameter[] parameters) =>
            Sql.QueryAsync(
                session,
                $"select id from {DatabaseSchema.Name}.mt_streams where {which}",
                row => row.GetString(0),
                cancellationToken,
                parameters
            );
    }

    private static DeadLetter Erased(DeadLetter letter) =>
        letter with
        {
            Body = new DeadLetterBody("", IsBase64: false, letter.Body.Length, IsCut: true),
            Problems = [],
            Reason = Why,
        };

    private static string Nobody(string field) =>
        $"case when (i.data -> '{field}' -> 'at' ->> 'occurredAt')::timestamptz <= forgotten.at then "
        + $"jsonb_build_object('{field}', jsonb_build_object('at', "
        + "jsonb_build_object('occurredAt', forgotten.at, 'messageId', 'forgotten'))) else '{}' end";

    private static async Task TakeLockAsync(IDocumentSession session, string sql, CancellationToken cancellationToken)
    {
        await session.BeginTransactionAsync(cancellationToken);
        await Sql.ExecuteAsync(session, sql, cancellationToken);
    }
}
