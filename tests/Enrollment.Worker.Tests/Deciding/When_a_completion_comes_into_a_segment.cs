using Enrollment.Contracts;
using Enrollment.Storage.Access;
using Enrollment.TestKit;

namespace Enrollment.Worker.Tests.Deciding;

/// <summary>
/// The rule of <c>basics</c> counts completions of <c>course</c> (semantics 11). A segment of the night of 3 May enrolls <c>inside</c>
/// there, and <c>outside</c> elsewhere. It has decided, and is not committed yet.
/// </summary>
public sealed class When_a_completion_comes_into_a_segment
{
    private static readonly DateOnly Night = new(2026, 5, 3);

    private DecidedCompany _company = null!;
    private bool _waitedInside;
    private string _outside = "";

    [OneTimeSetUp]
    public async Task Live()
    {
        _company = await DecidedCompany.StartAsync("2026-05-01T12:00:00Z");
        await _company.SaveRule("basics", 30, """, "alsoCompletedBy": ["course"]""");
        await _company.SaveRule("other", 30);
        // A rule that is new concerns everybody whom the night looks at.
        await _company.RunNight(Night.AddDays(-1));
        await CreateAsync("inside", "basics");
        await CreateAsync("outside", "other");
        Task inside;
        await using (var held = await HeldLock.TakeAsync(_company, $"select from {OwnTables.PendingLearner} for update"))
        {
            await _company.BeginNight(Night);
            await Eventually.Be(() => held.HoldsUpAsync(1), waits => waits);
            _outside = await CompleteAsync("outside");
            inside = CompleteAsync("inside");
            await Eventually.Be(() => held.HoldsUpAsync(2), waits => waits);
            _waitedInside = !inside.IsCompleted;
        }

        await inside;
        await _company.EndOfNight(Night);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _company.DisposeAsync();

    [Test]
    public void Should_not_hold_up_one_for_a_learner_of_whom_no_rule_counts_it() => _outside.Should().Be("applied");

    [Test]
    public void Should_hold_up_one_for_a_learner_of_whom_a_rule_counts_it() => _waitedInside.Should().BeTrue();

    // "A completion of one of them is a completion of the rule's activity, on its date": neither missed the other.
    [Test]
    public async Task Should_count_the_one_that_waited() =>
        (await _company.Periods("basics", "inside")).Should().Be("2026-05-03 due 2026-06-02 completed");

    [Test]
    public async Task Should_share_no_lock_between_the_two() =>
        (
            await _company.Query(
                "select (hashtext('inside') & 255) = (hashtext('outside') & 255) where @id is not null",
                "",
                row => row.GetBoolean(0)
            )
        )
            .Should()
            .Equal(false);

    private Task<string> CreateAsync(string learner, string group) =>
        _company.Publish<UserCreated>(
            $"\"userId\": \"{learner}\", \"groups\": [\"{group}\"], \"origin\": \"integration\"",
            "2026-05-02T01:00:00Z"
        );

    private Task<string> CompleteAsync(string learner) =>
        _company.Publish<ActivityCompleted>(
            $"\"userId\": \"{learner}\", \"activityId\": \"course\", \"completedOn\": \"2026-05-03\"",
            "2026-05-03T01:00:00Z"
        );
}
