using Enrollment.Contracts;
using CompletionRevoked = Enrollment.Contracts.CompletionRevoked;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>
/// Semantics 11, <c>alsoCompletedBy</c>: the rule of <c>basics</c> counts completions of <c>course</c>. Whoever joins on 1 May is due on
/// 31 May.
/// </summary>
public sealed class When_another_activity_counts
{
    private const string Joined = "2026-05-01T09:00:00Z";

    private DecidedCompany _company = null!;
    private int _learners;
    private string _learner = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _company = await DecidedCompany.StartAsync("2026-05-01T12:00:00Z");
        await _company.SaveRule("basics", 30, """, "alsoCompletedBy": ["course", "basics"]""");
        await _company.SaveRule("other", 30);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [SetUp]
    public void TakeTheNextLearner() => _learner = $"l{++_learners}";

    // "A completion of one of them is a completion of the rule's activity, on its date."
    [Test]
    public async Task Should_count_a_completion_of_it()
    {
        await Join();
        await Complete("course", "2026-05-01", Joined);

        (await _company.Periods("basics", _learner)).Should().Be("2026-05-01 due 2026-05-31 completed");
        (await _company.Periods("other", _learner)).Should().Be("2026-05-01 due 2026-05-31 open");
    }

    // "Or looked for (5.4)": a join at once finds a completion from before.
    [Test]
    public async Task Should_find_a_completion_from_before()
    {
        await Complete("course", "2026-04-20", "2026-04-20T09:00:00Z");
        await Join();

        (await _company.Periods("basics", _learner)).Should().Be("2026-05-01 due 2026-05-31 satisfied");
    }

    // "Its revocation counts in the same way."
    [Test]
    public async Task Should_leave_it_out_when_it_is_revoked()
    {
        await Join();
        await Complete("course", "2026-05-01", Joined);
        await _company.Publish<CompletionRevoked>(
            $"\"userId\": \"{_learner}\", \"activityId\": \"course\", \"completedOn\": \"2026-05-01\", "
                + "\"reason\": \"-\", \"decidedBy\": \"lms\"",
            "2026-05-01T10:00:00Z"
        );

        (await _company.Periods("basics", _learner)).Should().Be("2026-05-01 due 2026-05-31 open");
    }

    [Test]
    public async Task Should_count_it_once_when_it_comes_again()
    {
        await Join();
        await Complete("course", "2026-05-01", Joined, "course-again");
        (await Complete("course", "2026-05-01", Joined, "course-again")).Should().Be("unchanged");

        (await _company.State("basics", _learner)).Facts.Should().HaveCount(2, "there is one step and one completion");
    }

    // One id for completions of two activities is no conflict, also where one of them counts for the other.
    [Test]
    public async Task Should_not_take_two_completions_under_one_id_for_a_conflict()
    {
        await Join();
        await Complete("course", "2026-05-01", Joined, $"both-{_learner}");
        (await Complete("basics", "2026-04-30", Joined, $"both-{_learner}")).Should().Be("applied");
    }

    // The join and the completion are in different transactions, often of two workers. Whichever is first, the completion counts.
    [Test]
    public async Task Should_count_completions_that_come_together_with_the_join()
    {
        string[] learners = [.. Enumerable.Range(0, 40).Select(number => $"together-{number}")];
        await _company.PublishTogether([
            .. learners.SelectMany(learner =>
                new[]
                {
                    (typeof(UserCreated), $"\"userId\": \"{learner}\", \"groups\": [\"basics\"], \"origin\": \"userInterface\"", Joined),
                    (
                        typeof(ActivityCompleted),
                        $"\"userId\": \"{learner}\", \"activityId\": \"course\", \"completedOn\": \"2026-05-01\"",
                        Joined
                    ),
                }
            ),
        ]);

        foreach (var learner in learners)
            (await _company.Periods("basics", learner)).Should().Be("2026-05-01 due 2026-05-31 completed");
    }

    private Task<string> Join() =>
        _company.Publish<UserCreated>(
            $"\"userId\": \"{_learner}\", \"groups\": [\"basics\", \"other\"], \"origin\": \"userInterface\"",
            Joined
        );

    private Task<string> Complete(string activity, string completedOn, string at, string? messageId = null) =>
        _company.Publish<ActivityCompleted>(
            $"\"userId\": \"{_learner}\", \"activityId\": \"{activity}\", \"completedOn\": \"{completedOn}\"",
            at,
            messageId
        );
}
