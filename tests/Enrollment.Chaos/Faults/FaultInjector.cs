using System.Collections.Concurrent;
using Enrollment.Processing.Facts;

namespace Enrollment.Chaos.Faults;

/// <summary>Injects faults until it is told to end: those of each lane one after the other, the lanes side by side.</summary>
internal sealed class FaultInjector(ChaosEnvironment environment)
{
    private static readonly Dictionary<Lane, int> MaxPauses = new()
    {
        [Lane.Long] = 1_200,
        [Lane.Quick] = 2_500,
        [Lane.Lasting] = 1_200,
    };

    private readonly ConcurrentDictionary<string, int> _injected = [];
    private readonly ConcurrentDictionary<string, int> _missed = [];

    public IReadOnlyDictionary<string, int> Injected => _injected;

    /// <summary>Those that did not come about.</summary>
    public IReadOnlyDictionary<string, int> Missed => _missed;

    public Task RunAsync(CancellationToken end) =>
        Task.WhenAll(
            FaultCatalog
                .All.GroupBy(fault => fault.Lane)
                .Select(lane => RunLaneAsync([.. lane], environment.Settings.Seed + (int)lane.Key, MaxPauses[lane.Key], end))
        );

    /// <summary>
    /// One after the other, in the order of the plan; the plan is made from all faults, so that it is the same where some are not wanted or
    /// not possible.
    /// </summary>
    private async Task RunLaneAsync(IReadOnlyList<Fault> faults, int seed, int longestPause, CancellationToken end)
    {
        if (!faults.Any(IsWanted))
            return;
        foreach (var injection in new FaultPlan(faults, seed, longestPause).Injections().TakeWhile(_ => !end.IsCancellationRequested))
            if (IsWanted(injection.Fault))
                await InjectAsync(injection);
    }

    private bool IsWanted(Fault fault) =>
        fault.UnavailableReason(environment.Settings) is null
        && (environment.Settings.Faults.Count == 0 || environment.Settings.Faults.Any(fault.Matches));

    private async Task InjectAsync(Injection injection)
    {
        var fault = injection.Fault;
        ProgressLog.Write($"  {fault.Name}");
        try
        {
            await fault.Inject(environment, injection.Random);
            _injected.AddOrUpdate(fault.Name, 1, (_, times) => times + 1);
        }
        catch (FaultMissedException missed)
        {
            _missed.AddOrUpdate(fault.Name, 1, (_, times) => times + 1);
            ProgressLog.Write($"    {fault.Name} missed: {missed.Message}");
        }
        catch (Exception trouble) when (!environment.CancellationToken.IsCancellationRequested)
        {
            // What is disturbed may be down already: the fault met another's effects, and may have been done in part.
            _missed.AddOrUpdate(fault.Name, 1, (_, times) => times + 1);
            ProgressLog.Write($"    met {trouble.GetType().Name}: {trouble.Message.Split('\n')[0]}");
        }

        await Task.Delay(injection.Pause, environment.CancellationToken);
    }
}
