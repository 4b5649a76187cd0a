namespace Enrollment.Journeys.Tests.Cli;

/// <summary>
/// Every command with every option. A command or an option that is missing here fails <see cref="When_any_option_is_given"/>.
/// </summary>
internal static class CommandCases
{
    private static readonly BadValue AsOf = new("--as-of", "2026-02-30", "a date");
    private static readonly BadValue KnownAt = new("--known-at", "yesterday", "an instant");
    private static readonly BadValue Limit = new("--limit", "0", "a whole number from 1");
    private static readonly BadValue Reason = new("--reason", " ", "Say why");

    /// <summary>In an order in which each finds what it needs: what ends and erases comes last.</summary>
    public static IReadOnlyList<CommandCase> All { get; } =
    [
        new("status", [""]),
        new(
            "enrollments",
            ["--limit 100", "--learner {id} --activity {id} --status open --at-once {today} --by-night {today}"],
            Id("--learner"),
            Id("--activity"),
            new("--status", "late", "allowed"),
            Date("--at-once"),
            Date("--by-night"),
            Limit
        ),
        new(
            "show",
            ["{id}", "{id} {id} --as-of {today} --known-at {now}", "nobody{id} {id}"],
            Id("LEARNER"),
            Id("ACTIVITY"),
            AsOf,
            KnownAt
        ),
        new(
            "who",
            ["--activity {id} --group {id} --status open --as-of {today} --known-at {now}", "--activity {id} --csv"],
            Id("--activity"),
            Id("--group"),
            new("--status", "late", "allowed"),
            AsOf,
            KnownAt
        ),
        new("explain", ["{id} {id} --as-of {today} --known-at {now}"], Id("LEARNER"), Id("ACTIVITY"), AsOf, KnownAt),
        new("history", ["{id}", "{id} {id} --with-learner", "nobody{id}", "{id} none{id}"], Id("LEARNER"), Id("ACTIVITY")),
        new(
            "deadletters",
            ["--limit 100", "--kind undeliverable --learner {id}"],
            new("--kind", "lost", "allowed"),
            Id("--learner"),
            Limit
        ),
        new("deadletters show", ["{letter}"], new BadValue("ID", "12", "an id")),
        new("nightly status", ["--limit 5 --failed", "--watch --wait 0"], Limit, new("--wait", "-1", "a whole number from 0")),
        new("nightly run", ["--business-date {night} --catch-up --reason {id}"], Date("--business-date"), Reason),
        new("announcements refused", ["--limit 100"], Limit),
        new(
            "announcements resend",
            ["--queue none{queue} --keep --reason {id}", "--queue {queue} --remove"],
            new("--queue", "", "the name of a queue"),
            Reason
        ),
        new("announcements discard", ["--reason {id}"], Reason),
        new("schema apply", [""]),
        new("upgrade preview", ["--limit 5 --reason {id}", "--yes"], Limit, Reason),
        new("rule history", ["{id}", "none{id}"], Id("RULE")),
        new(
            "rule diff",
            ["{id} 1 2", "{id} 1 3"],
            Id("RULE"),
            new("V1", "one", "a whole number from 1"),
            new("V2", "-2", "a whole number from 1")
        ),
        new("rule preview", ["{rule} --names --limit 5", "{id}"], File("FILE"), Limit),
        new("audit operators", ["--limit 100"], Limit),
        new("audit verify", ["--digest {digest}", "--digest {id}"], File("--digest")),
        new("audit digest", ["--out {new}", "--out {digest} --force"], File("--out")),
        new("audit keys", ["--out {new}"], File("--out")),
        new(
            "audit export",
            ["--out {new} --key {key} --learner {id} --activity {id} --from {today} --to {today}"],
            File("--out"),
            File("--key"),
            Id("--learner"),
            Id("--activity"),
            Date("--from"),
            Date("--to")
        ),
        new("audit check", ["{export} --key {key}.pub", "{id} --key {key}.pub"], File("DIR"), File("--key")),
        new("simulate", ["{scenario}", "{scenario} {id}"], File("FILE")),
        new("publish", ["{facts} --reason {id}", "{id}"], File("FILE"), Reason),
        new(
            "replay",
            ["{facts} --until {today} --worker http://127.0.0.1:1 --then-real-clock --reason {id}"],
            File("FILE"),
            Date("--until"),
            new("--worker", "URL", "an address"),
            Reason
        ),
        new("clock show", [""]),
        new("clock set", ["2026-03-09T09:00 --run --reason {id}"], new("INSTANT", "0001-01-01T00:00", "an instant"), Reason),
        new("clock clear", ["--reason {id}"], Reason),
        new("models rebuild", ["--reason {id}"], Reason),
        new(
            "exempt grant",
            ["nobody{id} {id} --reason {id}", "{id} none{id} --reason {id}", "{id} {id} --from {today} --until {today} --reason {id}"],
            Id("LEARNER"),
            Id("ACTIVITY"),
            Date("--from"),
            Date("--until"),
            Reason
        ),
        new("exempt revoke", ["none{id} --reason {id}"], Id("ID"), Reason),
        new(
            "exempt list",
            ["", "--activity {id} --ending-within 30"],
            Id("--activity"),
            new BadValue("--ending-within", "-1", "a whole number from 0")
        ),
        new("extend", ["{id} {id} {today} --reason {id}"], Id("LEARNER"), Id("ACTIVITY"), Date("DATE"), Reason),
        new("completion revoke", ["{id} {id} {today} --reason {id}"], Id("LEARNER"), Id("ACTIVITY"), Date("DATE"), Reason),
        new(
            "retrain",
            [
                "none{id} --everyone --due 30d --reason {id} --yes",
                "{id} --everyone --due 30d --reason {id} --yes",
                "{id} --users {users} --due 30d --reason {id}",
                "{id} --group {id} --due {today} --reason {id}",
            ],
            Id("ACTIVITY"),
            Id("--group"),
            File("--users"),
            new("--due", "soon", "a due date; write 30d"),
            Reason
        ),
        new("rule end", ["none{id} --reason {id}", "{id} --reason {id} --yes"], Id("ID"), Reason),
        new("learner end", ["none{id} --reason {id}", "{id} --reason {id} --yes"], Id("ID"), Reason),
        new("deadletters erase", ["--learner {id} --reason {id}"], Id("--learner"), Reason),
        new("learner forget", ["{id} --reason {id}", "none{id} --reason {id}"], Id("LEARNER"), Reason),
    ];

    private static BadValue Id(string name) => new(name, "", "an id");

    private static BadValue Date(string name) => new(name, "tomorrow", "a date");

    private static BadValue File(string name) => new(name, "", "the name of a file");
}
