namespace Enrollment.Chaos.Faults;

/// <summary>All faults, by group.</summary>
internal static class FaultCatalog
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. WorkerFaults.All,
        .. BrokerFaults.All,
        .. DatabaseFaults.All,
        .. NetworkFaults.All,
        .. MessageFaults.All,
        .. TimeFaults.All,
        .. SchedulerFaults.All,
        .. DeployFaults.All,
        .. PoisonFaults.All,
        .. HostileMessageFaults.All,
        .. HostileSessionFaults.All,
        .. HostileServerFaults.All,
    ];
}
