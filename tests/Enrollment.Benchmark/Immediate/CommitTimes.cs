using Enrollment.Benchmark.Servers;

namespace Enrollment.Benchmark.Immediate;

/// <summary>When rows were committed, by the database's own account, whose clock is this machine's.</summary>
internal sealed class CommitTimes(Sandbox sandbox, string table, string condition)
{
    public Task<long> CountAsync() => sandbox.ValueAsync<long>($"select count(*) from {table} where {condition}");

    /// <summary>The latest commit.</summary>
    public Task<DateTime> LastAsync() =>
        sandbox.ValueAsync<DateTime>($"select max(pg_xact_commit_timestamp(xmin)) from {table} where {condition}");

    /// <summary>By learner.</summary>
    public async Task<IReadOnlyDictionary<string, DateTime>> ByLearnerAsync()
    {
        var commits = new Dictionary<string, DateTime>();
        await using var command = sandbox.Source.CreateCommand(
            $"select learner_id, pg_xact_commit_timestamp(xmin) from {table} where {condition}"
        );
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            commits.Add(rows.GetString(0), rows.GetDateTime(1));
        return commits;
    }
}
