using Enrollment.Domain;
using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Storage.Enrollments;

/// <summary>
/// Locks between a completion that rules of another activity count and the steps of that activity (semantics 11). Neither reads what the
/// other has not committed, so without a lock both could miss the completion. Steps do not wait for each other.
/// </summary>
public static class CompletionLocks
{
    // A lock for each learner would fill the server's table of locks in a segment of a night.
    private const string Take = """
        select case when writes then pg_advisory_xact_lock(@space, place)::text else pg_advisory_xact_lock_shared(@space, place)::text end
        from (
          select hashtext(id) & 255 as place, bool_or(writes) as writes from unnest(@learners, @writes) given(id, writes)
          group by 1 order by 1) ordered
        """;

    private const int Space = 20_261_127;

    /// <summary>Waits for the locks and holds them until the end of the transaction, which must have begun.</summary>
    /// <param name="session">Of the transaction.</param>
    /// <param name="learners">Each with whether a completion of theirs is recorded or revoked.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task TakeAsync(
        IDocumentSession session,
        IReadOnlyCollection<(LearnerId Learner, bool IsCompleting)> learners,
        CancellationToken cancellationToken
    ) =>
        Sql.QueryAsync(
            session,
            Take,
            row => row.GetString(0),
            cancellationToken,
            new NpgsqlParameter("space", Space),
            Sql.Texts("learners", learners.Select(entry => entry.Learner.Value)),
            new NpgsqlParameter("writes", learners.Select(entry => entry.IsCompleting).ToArray())
        );
}
