using System.Collections.Concurrent;

namespace Enrollment.Chaos.Faults;

/// <summary>Injects faults until it is told to end: those that take time one after the other, quick ones beside them in an order of their own.</summary>
internal sealed class Injector(Scene scene)
{
    private const int PauseAfterLongOnes = 1_200;
    private const int PauseAfterQuickOnes = 2_500;

    private readonly ConcurrentDictionary<string, int> _injected = [];
    private readonly ConcurrentDictionary<string, int> _missed = [];

    public IReadOnlyDictionary<string, int> Injected => _injected;

    /// <summary>Those that did not come about.</summary>
    public IReadOnlyDictionary<string, int> Missed => _missed;

    public Task Run(CancellationToken end)
    {
        var faults = Catalogue.All.ToLookup(fault => fault.IsQuick);
        return Task.WhenAll(Follow([.. faults[false]], scene.Settings.Seed, PauseAfterLongOnes, end), Follow([.. faults[true]], scene.Settings.Seed + 1, PauseAfterQuickOnes, end));
    }

    /// <summary>One after the other, in the order of the plan; the plan is made from all faults, so that it is the same where some are not wanted or not possible.</summary>
    private async Task Follow(IReadOnlyList<Fault> faults, int seed, int longestPause, CancellationToken end)
    {
        if (!faults.Any(IsWanted))
            return;
        foreach (var injection in new FaultPlan(faults, seed, longestPause).Injections().TakeWhile(_ => !end.IsCancellationRequested))
            if (IsWanted(injection.Fault))
                await Inject(injection);
    }

    private bool IsWanted(Fault fault) => fault.Impossible(scene.Settings) is null && (scene.Settings.Faults.Count == 0 || scene.Settings.Faults.Any(fault.Answers));

    private async Task Inject(Injection injection)
    {
        var fault = injection.Fault;
        Progress.Say($"  {fault.Name}");
        try
        {
            await fault.Inject(scene, injection.Random);
            _injected.AddOrUpdate(fault.Name, 1, (_, times) => times + 1);
        }
        catch (FaultMissedException missed)
        {
            _missed.AddOrUpdate(fault.Name, 1, (_, times) => times + 1);
            Progress.Say($"    {fault.Name} missed: {missed.Message}");
        }
        catch (Exception trouble) when (!scene.Cancellation.IsCancellationRequested)
        {
            // What is disturbed may be down already: the fault met another's effects, and may have been done in part.
            _missed.AddOrUpdate(fault.Name, 1, (_, times) => times + 1);
            Progress.Say($"    met {trouble.GetType().Name}: {trouble.Message.Split('\n')[0]}");
        }

        await Task.Delay(injection.Pause, scene.Cancellation);
    }
}
