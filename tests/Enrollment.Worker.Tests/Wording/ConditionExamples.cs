using Enrollment.Queries.Wording.Conditions;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schema;
using static Enrollment.Worker.Tests.Wording.Samples;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>What each condition reports. The subject is the condition's name.</summary>
internal static class ConditionExamples
{
    private const string Waiting = "event 7 of 2026-05-02 02:00:00Z";
    private static readonly DatabaseRole Worker = new("enrollment_worker", DatabaseRoleKind.Worker, "enrollment", HasTables: true);
    private static readonly string[] Queues = ["enrollment-user-created", "enrollment-user-updated"];

    public static IEnumerable<Example> All() =>
        [.. Checks(), .. OfDatabase(), .. OfSessions(), .. OfNights(), .. OfEvents(), .. OfBroker(), .. OfRefused()];

    private static IEnumerable<Example> Checks() =>
        [
            Example.Of("any condition", () => ConditionText.Line("night", ConditionText.NotChecked("the database is away"))),
            Example.Of("any condition", () => ConditionText.NotCheckedInTime(TimeSpan.FromSeconds(10))),
            Example.Of("condition warm-up", () => WarmUpText.Failed("PostgresException 42P01")),
        ];

    private static IEnumerable<Example> OfDatabase()
    {
        WrongRight[] one = [new("SELECT", "the table mt_events", IsMissing: true, DatabaseRights.Grants)];
        WrongRight[] many =
        [
            .. one,
            new("INSERT", "the table mt_events", IsMissing: true, DatabaseRights.Grants),
            new("EXECUTE", "the function pg_advisory_lock", IsMissing: true, "infra/administrator.sql"),
            new("USAGE", "the schema enrollment", IsMissing: true, DatabaseRights.Grants),
            new("DELETE", "the table mt_streams", IsMissing: false, DatabaseRights.Grants),
        ];
        return
        [
            Example.Of("condition database", () => DatabaseText.NotAnswering("NpgsqlException")),
            Example.Of("condition database", () => DatabaseText.NoTables(null)),
            Example.Of("condition schema", () => DatabaseText.NoTables(Worker)),
            Example.Of("condition schema", () => DatabaseText.OtherTables(Worker)),
            Example.Of("condition rights", () => DatabaseText.WrongRights(Worker, one)),
            Example.Of("condition rights", () => DatabaseText.WrongRights(Worker, many)),
            Example.Of("condition rights", () => DatabaseText.ReadsStatistics("enrollment_worker")),
        ];
    }

    private static IEnumerable<Example> OfSessions()
    {
        const string Subject = "condition sessions";
        const string Blocks = "blocks process 12 of the role enrollment_worker, which waits for the table mt_events";
        string[] four = ["First.", "Second.", "Third.", "Fourth."];
        return
        [
            Example.Of(Subject, () => SessionText.Of(11, "enrollment", "psql", Blocks, Instant, false)),
            Example.Of(Subject, () => SessionText.Of(11, "enrollment_auditor", "", Blocks, null, true)),
            Example.Of(Subject, () => SessionText.Of(0, "enrollment_auditor", "", "(gid) keeps the event daemon waiting", Instant, false)),
            Example.Of(Subject, () => SessionText.All(four, 3)),
        ];
    }

    private static IEnumerable<Example> OfNights() =>
        [
            Example.Of("condition clocks", () => ClockText.Of(new ClockDifference(Instant.AddMinutes(5), Instant))),
            Example.Of("condition clocks", () => ClockText.Of(new ClockDifference(Instant, Instant.AddSeconds(70)))),
            Example.Of("condition clocks", () => ClockText.Of(new ClockDifference(Instant, Instant.AddHours(3)))),
            Example.Of("condition clocks", () => ClockText.Of(new ClockDifference(Instant, Instant.AddDays(3)))),
            Example.Of("condition ledger", () => NightProblemText.LedgerAhead(Later, Day)),
            Example.Of("condition upgrade", () => UpgradeText.Waits()),
            Example.Of("condition night", () => NightProblemText.RunNotStored(Day)),
            Example.Of("condition night", () => NightProblemText.Stalled(Day, NightlyRunStates.RunningBatch, Instant)),
            Example.Of("condition night", () => NightProblemText.NotStarted(Day)),
            Example.Of("condition night", () => NightProblemText.CatchUpNeeded(Later, 14, Day)),
        ];

    private static IEnumerable<Example> OfEvents()
    {
        var holder = SessionText.Holder(SessionText.LeaderLock, 11, "enrollment_worker", "enrollment");
        var none = SessionText.NoHolder(SessionText.ChainLock);
        return
        [
            Example.Of("condition leader", () => EventDaemonText.NoLeader(Instant, holder)),
            Example.Of("condition leader", () => EventDaemonText.NeverLed(EventDaemonText.Event(7, Instant), holder)),
            Example.Of("condition leader", () => EventDaemonText.Gap(Waiting, 6)),
            Example.Of("condition leader", () => SessionText.Holder(SessionText.LeaderLock, 11, "enrollment_worker", "enrollment")),
            Example.Of("condition announcing", () => EventDaemonText.AnnouncementsStalled(Waiting)),
            Example.Of("condition chain", () => EventDaemonText.ChainStalled(Waiting, none)),
            Example.Of("condition chain", () => SessionText.NoHolder(SessionText.ChainLock)),
        ];
    }

    private static IEnumerable<Example> OfBroker()
    {
        (string, long)[] kept = [("enrollment-user-created", 3), ("enrollment-user-updated", 1)];
        return
        [
            Example.Of("condition broker", () => BrokerText.NotAnswering("BrokerUnreachableException")),
            Example.Of("condition broker", () => BrokerText.BusNotRunning("Not started.")),
            Example.Of("condition broker", () => BrokerText.ManagementStrange("404 (Not Found).")),
            Example.Of("condition consumers", () => BrokerText.ConsumerLost(Queues)),
            Example.Of("condition consumers", () => BrokerText.NoConsumer(Queues)),
            Example.Of("condition consumers", () => BrokerText.NotDeclared(1)),
            Example.Of("condition consumers", () => BrokerText.NotDeclared(2)),
            Example.Of("condition parked", () => BrokerText.Parked(1, "enrollment-parked")),
            Example.Of("condition parked", () => BrokerText.Parked(2, "enrollment-parked")),
            Example.Of("condition dead-lettering", () => BrokerText.DeadLetteringStalled(kept, "enrollment-undeliverable")),
            Example.Of("condition dead-lettering", () => BrokerText.DeadLetteringUnknown("404 (Not Found).")),
        ];
    }

    private static IEnumerable<Example> OfRefused()
    {
        const string Subject = "condition announcements-refused";
        string[] none = [];
        string[] one = ["lms"];
        string[] two = ["lms", "portal"];
        return
        [
            Example.Of(Subject, () => RefusedText.Kept(1, Instant, RefusedText.Queues(one, one))),
            Example.Of(Subject, () => RefusedText.Kept(1200, Instant, RefusedText.Queues(two, two))),
            Example.Of(Subject, () => RefusedText.Queues(none, none)),
            Example.Of(Subject, () => RefusedText.Queues(two, none)),
            Example.Of(Subject, () => RefusedText.QueueUnknown("404 (Not Found).")),
        ];
    }
}
