using Enrollment.Domain;
using Enrollment.Storage.Access;
using Enrollment.Storage.DeadLetters;
using Marten;

namespace Enrollment.Processing.Learners;

/// <summary>What is written while a learner is being forgotten, or later, does not bring name and address back.</summary>
internal static class ErasedLearners
{
    private const string ForgetAlone = "select pg_advisory_xact_lock(hashtext('enrollment.forgotten'))";
    private const string KeepTogether = "select pg_advisory_xact_lock_shared(hashtext('enrollment.forgotten'))";
    private const string Why = "Erased: the message names a learner who was forgotten. Its publisher may send it again.";

    private static readonly string TakeOut = $"""
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

    /// <summary>For the session's transaction: no message is kept meanwhile that would not be seen.</summary>
    public static Task ForgetWithoutOthers(IDocumentSession session, CancellationToken cancellationToken) =>
        Lock(session, ForgetAlone, cancellationToken);

    /// <summary>
    /// With the session's next save, after the identities are stored: what was told up to the erasure is taken out again. The database
    /// looks in a statement of its own, and so sees an erasure that came after the identities were read.
    /// </summary>
    public static void TakeOutOf(IDocumentSession session, string[] learners)
    {
        if (learners.Length > 0)
            session.QueueSqlCommand(TakeOut, [learners]);
    }

    /// <summary>A dead letter that comes later is kept without its body: what it says of a person may be in any part of it.</summary>
    public static async Task<IReadOnlyList<DeadLetter>> WithoutThemAsync(
        IDocumentSession session,
        IReadOnlyList<DeadLetter> letters,
        CancellationToken cancellationToken
    )
    {
        await Lock(session, KeepTogether, cancellationToken);
        var known = letters.Select(letter => letter.LearnerId).OfType<string>().Distinct().ToArray();
        // A body that nobody can read may name anybody.
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

    private static async Task Lock(IDocumentSession session, string sql, CancellationToken cancellationToken)
    {
        await session.BeginTransactionAsync(cancellationToken);
        await Sql.ExecuteAsync(session, sql, cancellationToken);
    }
}
