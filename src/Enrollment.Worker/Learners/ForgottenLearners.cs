using Enrollment.Domain;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Queries;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Learners;

/// <summary>What is written while a learner is being forgotten, or later, does not bring name and address back.</summary>
internal static class ForgottenLearners
{
    private const string ForgetAlone = "select pg_advisory_xact_lock(hashtext('enrollment.forgotten'))";
    private const string KeepTogether = "select pg_advisory_xact_lock_shared(hashtext('enrollment.forgotten'))";
    private const string Why = "Erased: the message names a learner who was forgotten. Its publisher may send it again.";

    private static readonly string TakeOut =
        $"""
        with forgotten as (
          select learner_id, max(coalesce((e.data ->> 'at')::timestamptz, e.timestamp)) as at
          from unnest(?) as named(learner_id) join {MartenSetup.Schema}.mt_events e on e.stream_id = {StreamKeys.InSql("forgotten", "learner_id")}
          group by learner_id)
        update {MartenSetup.Schema}.mt_doc_learner_identity i set data = i.data || {Nobody("displayName")} || {Nobody("email")}
        from forgotten where i.id = forgotten.learner_id
        """;

    /// <summary>For the session's transaction: no message is kept meanwhile that would not be seen.</summary>
    public static Task ForgetWithoutOthers(IDocumentSession session, CancellationToken cancellation) => Lock(session, ForgetAlone, cancellation);

    /// <summary>
    /// With the session's next save, after the identities are stored: what was told up to the erasure is taken out again. The database looks in a statement of its own, and so sees an erasure that came
    /// after the identities were read.
    /// </summary>
    public static void TakeOutOf(IDocumentSession session, string[] learners)
    {
        if (learners.Length > 0)
            session.QueueSqlCommand(TakeOut, [learners]);
    }

    /// <summary>A message that is set aside later is kept without its body: what it says of a person may be in any part of it.</summary>
    public static async Task<DeadLetter> WithoutThem(IDocumentSession session, DeadLetter letter, CancellationToken cancellation)
    {
        await Lock(session, KeepTogether, cancellation);
        var streams = letter.LearnerId is { } known
            ? await Sql.Read(session, $"select id from {MartenSetup.Schema}.mt_streams where id = any(@streams)", row => row.GetString(0), cancellation, Sql.Texts("streams", [StreamKeys.OfForgotten(new LearnerId(known))]))
            : await Sql.Read(session, $"select id from {MartenSetup.Schema}.mt_streams where id like 'forgotten/%'", row => row.GetString(0), cancellation);
        return streams.Any(stream => LearnerNamed.In(letter, StreamKeys.Learner(stream).Value))
            ? letter with { Body = new DeadLetterBody("", IsBase64: false, letter.Body.Length, IsCut: true), Problems = [], Reason = Why }
            : letter;
    }

    private static string Nobody(string field) =>
        $"case when (i.data -> '{field}' -> 'at' ->> 'occurredAt')::timestamptz <= forgotten.at then jsonb_build_object('{field}', jsonb_build_object('at', jsonb_build_object('occurredAt', forgotten.at, 'messageId', 'forgotten'))) else '{{}}' end";

    private static async Task Lock(IDocumentSession session, string sql, CancellationToken cancellation)
    {
        await session.BeginTransactionAsync(cancellation);
        await using var command = session.Command(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
