using System.Text.RegularExpressions;
using Enrollment.Contracts;
using Enrollment.Domain.Enrollments;
using Enrollment.Operations.Broker;
using Enrollment.Processing.Facts;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Rules;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Worker.Tests.Conflicts;

/// <summary>
/// Semantics 2: the later instant wins, whatever arrives first; at one and the same instant the first recorded stays. Either is reported.
/// </summary>
public sealed class When_one_id_has_two_bodies
{
    private const string Early = "2026-03-01T09:00:00Z";
    private const string Late = "2026-03-02T09:00:00Z";

    private TestServers _servers = null!;
    private TestWorker _worker = null!;
    private string _id = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _servers = await TestServers.Create();
        _worker = await TestWorker.Start(_servers);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _worker.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [SetUp]
    public void CreateId() => _id = $"i{Guid.NewGuid():N}";

    [TestCase(Early, Late)]
    [TestCase(Late, Early)]
    public async Task Should_apply_the_later_hire_date_whatever_arrives_first_and_report_both_instants(string first, string second)
    {
        await Publish<UserUpdated>(Hired(first, first == Late ? "2021-01-01" : "2020-01-01"));
        await Publish<UserUpdated>(Hired(second, second == Late ? "2021-01-01" : "2020-01-01"));

        var letter = await Letter();
        letter.Reason.Should().Contain("2026-03-01T09:00:00").And.Contain("2026-03-02T09:00:00").And.Contain("Both are recorded");
        letter.Queue.Should().Be(Queues.Of(typeof(UserUpdated)));
        letter.LearnerId.Should().Be(_id);
        (await Learner())!.HiredOn.Should().Be(new DateOnly(2021, 1, 1));
        (await Events($"learner/{_id}")).Should().Be(2);
    }

    [Test]
    public async Task Should_let_the_first_stay_at_one_and_the_same_instant()
    {
        await Publish<UserUpdated>(Hired(Early, "2020-01-01"));
        await Publish<UserUpdated>(Hired(Early, "2021-01-01"));

        (await Letter()).Reason.Should().Contain("The first one stays");
        (await Learner())!.HiredOn.Should().Be(new DateOnly(2020, 1, 1));
        (await Events($"learner/{_id}")).Should().Be(1);
    }

    [Test]
    public async Task Should_report_another_name_at_one_and_the_same_instant()
    {
        await Publish<UserUpdated>($$"""{{Head(Early)}}, "displayName": "Ada" }""");
        await Publish<UserUpdated>($$"""{{Head(Early)}}, "displayName": "Grace" }""");

        await Letter();
        await using var session = _worker.Store.QuerySession();
        (await session.LoadAsync<LearnerIdentity>(_id))!.DisplayName!.Value.Should().Be("Ada");
    }

    [Test]
    public async Task Should_find_the_first_although_other_facts_have_replaced_it_long_ago()
    {
        await Publish<GroupMembershipChanged>($$"""{{Head(Early)}}, "joined": ["a"], "origin": "integration" }""");
        await Publish<GroupMembershipChanged>(
            $$"""{ "messageId": "other", "occurredAt": "{{Late}}", "userId": "{{_id}}", "left": ["a"], "origin": "integration" }"""
        );
        await Publish<GroupMembershipChanged>($$"""{{Head(Late)}}, "joined": ["b"], "origin": "integration" }""");

        (await Letter()).MessageId.Should().Be($"m-{_id}");
        (await Learner())!.Memberships["b"].Value.Should().BeTrue("the message is applied all the same");
    }

    [Test]
    public async Task Should_report_a_completion_of_another_date_under_the_same_id()
    {
        await Publish<ActivityCompleted>($$"""{{Head(Late)}}, "activityId": "a", "completedOn": "2026-03-01" }""");
        await Publish<ActivityCompleted>($$"""{{Head(Late)}}, "activityId": "a", "completedOn": "2026-03-02" }""");

        (await Letter()).Reason.Should().Contain("The first one stays");
        (await Completions()).Should().Equal(new DateOnly(2026, 3, 1));
    }

    [Test]
    public async Task Should_report_a_version_of_a_rule_with_other_content_and_let_the_later_hold()
    {
        await Publish<AutoEnrollmentRuleSaved>(Rule("first", Early, "one"));
        await Publish<AutoEnrollmentRuleSaved>(Rule("second", Late, "two"));

        var letter = await Letter();
        letter.Reason.Should().Contain($"version 1 of rule {_id}").And.Contain("Both are recorded; the later one holds");
        letter.Problems.Should().ContainSingle().Which.Path.Should().Be("$.version");
        await using var session = _worker.Store.QuerySession();
        (await session.LoadAsync<RuleDocument>(_id))!.Saved.Rule.Reason.Should().Be("two");
    }

    [TestCase("a", "b")]
    [TestCase("b", "a")]
    public async Task Should_let_the_larger_id_hold_where_one_version_was_saved_twice_at_one_instant(string first, string second)
    {
        await Publish<AutoEnrollmentRuleSaved>(Rule(first, Early, first));
        await Publish<AutoEnrollmentRuleSaved>(Rule(second, Early, second));

        (await Letter()).Reason.Should().Contain("Both are recorded; the one with the larger message id holds");
        await using var session = _worker.Store.QuerySession();
        (await session.LoadAsync<RuleDocument>(_id))!.Saved.Rule.Reason.Should().Be("b");
    }

    [Test]
    public async Task Should_take_the_same_message_again_for_what_it_is()
    {
        var before = await Outcomes();
        for (var i = 0; i < 3; i++)
        {
            await Publish<UserUpdated>(Hired(Early, "2020-01-01"));
            await Publish<ActivityCompleted>($$"""{{Head(Late)}}, "activityId": "a", "completedOn": "2026-03-01" }""");
            await Publish<AutoEnrollmentRuleSaved>(Rule("rule", Early, "one"));
        }

        var outcomes = await Eventually.Be(async () => New(await Outcomes(), before), found => found.Length == 9);
        outcomes.Should().BeEquivalentTo(Enumerable.Repeat("applied", 3).Concat(Enumerable.Repeat("unchanged", 6)));
        (await Letters()).Should().BeEmpty();
    }

    [Test]
    public async Task Should_report_a_save_by_somebody_else_at_one_and_the_same_instant()
    {
        await Publish<AutoEnrollmentRuleSaved>(Rule("rule", Early, "one"));
        await Publish<AutoEnrollmentRuleSaved>(
            Rule("rule", Early, "one").Replace("\"version\"", "\"savedBy\": \"eve\", \"version\"", StringComparison.Ordinal)
        );

        (await Letter()).Reason.Should().Contain("The first one stays");
    }

    [Test]
    public async Task Should_take_groups_for_the_same_in_any_order_and_number()
    {
        var before = await Outcomes();
        foreach (var groups in (string[])["\"a\", \"b\"", "\"b\", \"a\"", "\"a\", \"b\", \"a\""])
        {
            await Publish<UserCreated>($$"""{{Head(Early)}}, "groups": [{{groups}}], "origin": "integration" }""");
            await Publish<GroupMembershipChanged>(
                $$"""{{Head(Early)}}, "joined": [{{groups}}], "left": [{{groups.ToUpperInvariant()}}], "origin": "integration" }"""
            );
            await Publish<AutoEnrollmentRuleSaved>(
                Rule("rule", Early, "one").Replace("\"none\"", $"\"groups\", \"groupIds\": [{groups}]", StringComparison.Ordinal)
            );
        }

        New(await Outcomes(), before).Should().BeEquivalentTo(Enumerable.Repeat("applied", 3).Concat(Enumerable.Repeat("unchanged", 6)));
        (await Letters()).Should().BeEmpty();
    }

    [Test]
    public async Task Should_take_completions_of_two_activities_under_one_id_for_two()
    {
        var before = await Outcomes();
        await Publish<ActivityCompleted>($$"""{{Head(Late)}}, "activityId": "a", "completedOn": "2026-03-01" }""");
        await Publish<ActivityCompleted>($$"""{{Head(Late)}}, "activityId": "b", "completedOn": "2026-03-01" }""");

        New(await Outcomes(), before).Should().Equal("applied", "applied");
        (await Events($"enrollment/b/{_id}")).Should().Be(1);
    }

    [Test]
    public async Task Should_count_each_message_once()
    {
        var before = await Outcomes();
        await Publish<UserUpdated>(Hired(Early, "2020-01-01"));
        await Publish<UserUpdated>(Hired(Early, "2021-01-01"));
        await Publish<UserUpdated>(Hired(Late, "2022-01-01"));

        (await Eventually.Be(async () => New(await Outcomes(), before), found => found.Length == 3))
            .Should()
            .BeEquivalentTo("applied", "conflict", "conflict");
    }

    private string Head(string occurredAt) => $$"""{ "messageId": "m-{{_id}}", "occurredAt": "{{occurredAt}}", "userId": "{{_id}}" """;

    private string Hired(string occurredAt, string hiredOn) => $$"""{{Head(occurredAt)}}, "hiredOn": "{{hiredOn}}" }""";

    private string Rule(string messageId, string occurredAt, string reason) =>
        $$"""{ "messageId": "{{_id}}-{{messageId}}", "occurredAt": "{{occurredAt}}", "ruleId": "{{_id}}", "activityId":"""
        + $$""" "{{_id}}", "version": 1, "reason": "{{reason}}", "audience": { "kind": "none" }, "requirement":"""
        + $$""" "required", "recurrence": { "kind": "oneTime" } }""";

    /// <summary>And waits until it is handled: the order is part of each case.</summary>
    private async Task Publish<TFact>(string body)
    {
        var before = (await Outcomes()).Values.Sum();
        await _worker.Publisher.Publish<TFact>(body);
        await Eventually.Be(async () => (await Outcomes()).Values.Sum(), handled => handled > before);
    }

    private async Task<DeadLetter> Letter()
    {
        var letter = (await Eventually.Be(Letters, letters => letters.Count > 0)).Should().ContainSingle().Subject;
        letter.Kind.Should().Be(DeadLetterKind.Conflict);
        letter.Body.Text.Should().Contain(_id);
        return letter;
    }

    private async Task<IReadOnlyList<DeadLetter>> Letters()
    {
        await using var session = _worker.Store.QuerySession();
        return
        [
            .. (await session.Query<DeadLetter>().ToListAsync()).Where(letter => letter.Body.Text.Contains(_id, StringComparison.Ordinal)),
        ];
    }

    private async Task<Domain.Learners.Learner?> Learner()
    {
        await using var session = _worker.Store.QuerySession();
        return (await session.LoadAsync<LearnerDocument>(_id))?.Learner;
    }

    private async Task<int> Events(string stream)
    {
        await using var session = _worker.Store.QuerySession();
        return (await session.Events.FetchStreamAsync(stream)).Count;
    }

    private async Task<IEnumerable<DateOnly>> Completions()
    {
        await using var session = _worker.Store.QuerySession();
        return (await session.Events.FetchStreamAsync($"enrollment/a/{_id}"))
            .Select(recorded => recorded.Data)
            .OfType<CompletionRecorded>()
            .Select(completion => completion.CompletedOn);
    }

    private async Task<Dictionary<string, int>> Outcomes()
    {
        var found = Regex.Matches(
            await _worker.Text("/metrics"),
            """enrollment_facts_total\{[^}]*outcome="(\w+)",type="\w+"[^}]*\} ([0-9]+)"""
        );
        return found
            .GroupBy(match => match.Groups[1].Value)
            .ToDictionary(group => group.Key, group => group.Sum(match => int.Parse(match.Groups[2].Value, null)));
    }

    private static string[] New(Dictionary<string, int> now, Dictionary<string, int> before) =>
        [.. now.SelectMany(outcome => Enumerable.Repeat(outcome.Key, outcome.Value - before.GetValueOrDefault(outcome.Key)))];
}
