using System.Diagnostics;
using Enrollment.Chaos.Faults;
using Enrollment.Chaos.Judging;
using Enrollment.Chaos.Publishing;
using Enrollment.Chaos.Servers;
using Enrollment.Intake.Json;
using Enrollment.Processing.Conflicts;
using Enrollment.Processing.Facts;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.DeadLetters;
using Enrollment.Worker.Messaging;
using Marten;

namespace Enrollment.Chaos;

/// <summary>After the last fault: everything is healed, comes to rest, and lives through two more nights.</summary>
/// <param name="LastNight">The date of the last night.</param>
/// <param name="Duration">From the last fault to the rest after the last night.</param>
/// <param name="Digest">As an auditor's host would keep it: what is chained by then must be the same in the end.</param>
/// <param name="Problem">What it still waited for when its time was over; null when it came to rest each time.</param>
/// <param name="Status">What <c>enrollctl status</c> says where it does not end with 0; null when all is well.</param>
internal sealed record Recovery(DateOnly LastNight, TimeSpan Duration, Digest Digest, string? Problem, string? Status)
{
    /// <summary>Within this time after the last fault everything must be done; after each night too.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    public static async Task<Recovery> RunAsync(ChaosEnvironment environment, IDocumentStore store)
    {
        ProgressLog.Write("no more faults: everything is healed and has to come to rest");
        var since = Stopwatch.StartNew();
        await HealAsync(environment);
        var rest = new QuiescenceCheck(environment, store, environment.CancellationToken);
        var problem = await rest.WaitAsync(Timeout, night: null);
        var digest = await CreateDigestAsync(store, environment.CancellationToken);
        if (problem is null && await ResendDeadLettersAsync(environment, store) > 0)
            problem = await rest.WaitAsync(Timeout, night: null);
        var last = DateOnly.MinValue;
        // One night for what came late, and one in which nothing may be left to do.
        for (var night = 0; night < 2 && problem is null; night++)
        {
            last = await environment.Clock.ToNextNightAsync(environment.CancellationToken);
            problem = await rest.WaitAsync(Timeout, last);
        }

        return new Recovery(last, since.Elapsed, digest, problem, await CheckStatusAsync(environment));
    }

    private static async Task HealAsync(ChaosEnvironment environment)
    {
        environment.Workers.Heal();
        await BrokerFaults.HealAsync(environment);
        await environment.Database.EnsureRunningAsync();
        await environment.Publisher.WaitForConfirmsAsync(environment.CancellationToken);
        if (await HostileServerFaults.ResendAsync(environment, TimeSpan.FromMinutes(2)) is { } refused)
            environment.AddFinding("announcements", $"what a queue refused could not be sent again: {refused}");
    }

    /// <summary>As an auditor asks, and as whoever runs the workers: after a minute at most every condition is well.</summary>
    private static async Task<string?> CheckStatusAsync(ChaosEnvironment environment)
    {
        foreach (var role in new[] { environment.Database.OfAuditor, environment.Database.OfWorker })
        {
            var answer = new Enrollctl.Answer(-1, "");
            if (
                !await Polling.UntilAsync(
                    async () => (answer = await environment.Enrollctl.RunAsync("status", role)).ExitCode == 0,
                    TimeSpan.FromMinutes(1),
                    environment.CancellationToken
                )
            )
                return $"status as {role.Username} ended with {answer.ExitCode}: {answer.Text}";
        }

        return null;
    }

    private static async Task<Digest> CreateDigestAsync(IDocumentStore store, CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        return Digest.Of(await ChainHead.LoadAsync(session, cancellationToken), DateTimeOffset.UtcNow);
    }

    /// <summary>
    /// Sends dead-lettered messages again whose reason is over, as a publisher does: they were redelivered too often to workers that died,
    /// or rejected as dated in the future by a worker that had not read the clock's new time. Now they must be applied.
    /// </summary>
    private static async Task<int> ResendDeadLettersAsync(ChaosEnvironment environment, IDocumentStore store)
    {
        await using var session = store.QuerySession();
        var letters = await session
            .Query<DeadLetter>()
            .Where(letter => letter.Kind != DeadLetterKind.Conflict)
            .ToListAsync(environment.CancellationToken);
        var setAside = letters.Select(letter => letter.MessageId).OfType<string>().ToHashSet();
        var account = await MessageLedger.ReadAsync(environment.Settings.Ledger);
        var healthy = setAside
            .Where(account.Attempted.ContainsKey)
            .SelectMany(id => account.Attempted[id])
            .Where(message => !LedgerFacts.IsNonsense(message) && !LedgerFacts.IsPoison(message))
            .ToArray();
        ProgressLog.Write($"{healthy.Length:N0} healthy messages became dead letters and are sent again");
        foreach (
            var (reason, count) in letters
                .Where(letter => healthy.Any(message => message.Id == letter.MessageId))
                .CountBy(letter => letter.Reason)
                .OrderByDescending(reason => reason.Value)
                .Take(3)
        )
            ProgressLog.Write($"  {count:N0}: {reason}");
        foreach (var message in healthy)
            await environment.Publisher.SendUntilConfirmedAsync(message, environment.CancellationToken);
        return healthy.Length;
    }
}
