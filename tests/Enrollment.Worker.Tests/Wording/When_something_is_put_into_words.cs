using System.Runtime.CompilerServices;
using Enrollment.Queries.Conditions;
using Enrollment.Queries.Wording;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using static Enrollment.Worker.Tests.Wording.Samples;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>
/// <c>approved-wording.txt</c> shows every sentence about events, rules, periods, conditions, findings and nights, so that a person reads
/// each new one. CONTRIBUTING.md says how to approve it.
/// </summary>
public sealed class When_something_is_put_into_words
{
    private const string Approve = "APPROVE_WORDING";

    private static readonly string Approved = Path.Combine(Checkout.Root, "tests/Enrollment.Worker.Tests/Wording/approved-wording.txt");

    private static readonly string[] Letters = ["a", "b"];

    private static readonly IReadOnlyList<Example> Examples =
    [
        .. EventExamples.All(),
        .. PeriodExamples.All(),
        .. RuleExamples.All(),
        .. NightExamples.All(),
        .. ConditionExamples.All(),
        .. FindingExamples.All(),
        .. OutcomeExamples.All(),
        .. Values(),
    ];

    [Test]
    public void Should_read_as_approved()
    {
        string[] lines = [.. Blocks(), .. OfEnums(), .. Constants()];
        if (Environment.GetEnvironmentVariable(Approve) is { Length: > 0 })
            File.WriteAllLines(Approved, lines);
        var approved = File.ReadAllLines(Approved);

        LineDifference.Of(approved, lines).Should().BeEmpty($"{Approve}=1 approves the new text after it was read");
    }

    [Test]
    public void Should_show_every_sentence() =>
        WordingMembers
            .Methods.Except(WordingMembers.OfEnums)
            .Except(Examples.SelectMany(example => example.Methods))
            .Select(method => method.ToString() + " of " + method.DeclaringType!.Name)
            .Should()
            .BeEmpty("each needs an example");

    [Test]
    public void Should_show_every_kind_of_event() =>
        EventExamples.Events.Select(recorded => recorded.GetType()).Distinct().Should().BeEquivalentTo(StoredNames.Events.Keys);

    [Test]
    public void Should_show_every_condition() =>
        new[] { typeof(ICondition), typeof(Operations.Conditions.ParkedDeadLetters), typeof(Health.ConditionSetup) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.IsAssignableTo(typeof(ICondition)) && !type.IsAbstract)
            .Select(type => $"condition {((ICondition)RuntimeHelpers.GetUninitializedObject(type)).Name}")
            .Should()
            .BeSubsetOf(Examples.Select(example => example.Subject));

    private static IEnumerable<string> Blocks() =>
        Examples
            .GroupBy(example => example.Subject)
            .SelectMany(subject => subject.SelectMany(example => example.Lines()).Distinct().Prepend(subject.Key));

    private static IEnumerable<string> OfEnums() =>
        from method in WordingMembers.OfEnums
        from member in Enum.GetValues(method.GetParameters()[0].ParameterType).Cast<object>()
        select $"{Example.NameOf(method)} {member}: {method.Invoke(null, [member])}";

    private static IEnumerable<string> Constants() =>
        WordingMembers.Constants.Select(constant => $"{Example.NameOf(constant)}: {constant.GetValue(null)}");

    private static IEnumerable<Example> Values() =>
        [
            Example.Of("value", () => ValueText.Date(Day)),
            Example.Of("value", () => ValueText.Instant(Instant, Zone)),
            Example.Of("value", () => ValueText.Utc(Instant)),
            Example.Of("value", () => ValueText.Count(1200)),
            Example.Of("value", () => ValueText.Count(1200, "learner")),
            Example.Of("value", () => ValueText.Count(1, "learner")),
            Example.Of("value", () => ValueText.List(Letters, ", ")),
            Example.Of("value", () => ValueText.Clause("Not started.")),
        ];
}
