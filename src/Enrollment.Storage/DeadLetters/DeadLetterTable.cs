using Enrollment.Storage.Access;
using Marten;
using Npgsql;

namespace Enrollment.Storage.DeadLetters;

/// <summary>The table: what is indexed, how it is kept small, how a person is erased from it.</summary>
public static class DeadLetterTable
{
    private const string Table = $"{DatabaseSchema.Name}.mt_doc_dead_letter";

    // The nth latest of each source come before the (n+1)th latest of any. Rows of earlier versions have no source.
    private const string TooMuch = $"""
        with ranked as (
          select id, coalesce(source, queue) as source,
            row_number() over (partition by coalesce(source, queue) order by received_at desc, id) as place from {Table}),
        surplus as (select id, source from ranked order by place, source offset @most),
        deleted as (delete from {Table} t using surplus where t.id = surplus.id returning surplus.source)
        select source, count(*) from deleted group by source
        """;

    /// <summary>
    /// Deletes what is too old, and of what is too much the oldest of whichever source holds most: a flood of one source takes nothing from
    /// the others. How many of each source were too much.
    /// </summary>
    public static async Task<IReadOnlyList<(string Source, long Count)>> TrimAsync(
        NpgsqlConnection connection,
        EnrollmentOptions options,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using (var tooOld = new NpgsqlCommand($"delete from {Table} where received_at < @before", connection))
        {
            tooOld.Parameters.AddWithValue("before", now.ToUniversalTime().AddDays(-options.DeadLetterMaxAgeDays));
            await tooOld.ExecuteNonQueryAsync(cancellationToken);
        }

        return await Sql.Read(
            connection,
            TooMuch,
            row => (row.GetString(0), row.GetInt64(1)),
            cancellationToken,
            new NpgsqlParameter("most", options.DeadLetterMaxCount)
        );
    }

    /// <summary>Deletes with the session's next save every message that names the learner; how many those are.</summary>
    public static async Task<int> Erase(IDocumentSession session, string learnerId, CancellationToken cancellationToken)
    {
        var erased = 0;
        await foreach (var letter in session.Query<DeadLetter>().ToAsyncEnumerable(cancellationToken))
        {
            if (!DeadLetterSearch.In(letter, learnerId))
                continue;
            session.Delete<DeadLetter>(letter.Id);
            erased++;
        }

        return erased;
    }
}
