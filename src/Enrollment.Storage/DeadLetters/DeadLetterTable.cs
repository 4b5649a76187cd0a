using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Storage.DeadLetters;

/// <summary>Limits the table of dead letters, and erases a person from it.</summary>
public static class DeadLetterTable
{
    private const string Table = $"{DatabaseSchema.Name}.mt_doc_dead_letter";

    // The nth latest row of each source precedes the (n+1)th latest row of every source. Rows of earlier versions have no source.
    private const string Surplus = $"""
        with ranked as (
          select id, coalesce(source, queue) as source,
            row_number() over (partition by coalesce(source, queue) order by received_at desc, id) as place from {Table}),
        surplus as (select id, source from ranked order by place, source offset @most),
        deleted as (delete from {Table} t using surplus where t.id = surplus.id returning surplus.source)
        select source, count(*) from deleted group by source
        """;

    /// <summary>
    /// Deletes rows that are too old. If too many are left, it deletes the oldest rows of the sources with the most rows, so that a flood
    /// from one source displaces no rows of the others. Returns how many surplus rows of each source were deleted.
    /// </summary>
    public static async Task<IReadOnlyList<(string Source, long Count)>> TrimAsync(
        NpgsqlConnection connection,
        EnrollmentOptions options,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var oldest = now.ToUniversalTime().AddDays(-options.DeadLetterMaxAgeDays);
        await Sql.ExecuteAsync(
            connection,
            $"delete from {Table} where received_at < @oldest",
            cancellationToken,
            new NpgsqlParameter("oldest", oldest)
        );
        return await Sql.QueryAsync(
            connection,
            Surplus,
            row => (row.GetString(0), row.GetInt64(1)),
            cancellationToken,
            new NpgsqlParameter("most", options.DeadLetterMaxCount)
        );
    }

    /// <summary>With the session's next save, deletes every message that mentions the learner. Returns their number.</summary>
    public static async Task<int> EraseAsync(IDocumentSession session, string learnerId, CancellationToken cancellationToken)
    {
        var erased = 0;
        await foreach (var letter in session.Query<DeadLetter>().ToAsyncEnumerable(cancellationToken))
        {
            if (!DeadLetterSearch.Mentions(letter, learnerId))
                continue;
            session.Delete<DeadLetter>(letter.Id);
            erased++;
        }

        return erased;
    }
}
