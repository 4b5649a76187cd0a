using Enrollment.Contracts;
using static Enrollment.TestKit.SampleFacts;
using static Enrollment.Worker.Tests.Intake.FactValidation;

namespace Enrollment.Worker.Tests.Intake;

public sealed class When_a_fact_is_well_formed
{
    [Test]
    public void Should_read_every_member_of_a_created_person() =>
        Accepted<UserCreated>()
            .Should()
            .BeEquivalentTo(
                new UserCreated
                {
                    MessageId = "m1",
                    OccurredAt = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero),
                    UserId = "ada",
                    DisplayName = "Ada",
                    Email = "ada@example.org",
                    HiredOn = new(2025, 1, 31),
                    Active = true,
                    Groups = ["sales", "it"],
                    Origin = Origin.UserInterface,
                }
            );

    [Test]
    public void Should_take_an_absent_active_as_nothing_said_and_absent_groups_as_none()
    {
        var person = Accepted<UserCreated>("active", "groups", "displayName=null", "email=null", "hiredOn=null");
        person.Active.Should().BeNull();
        person.Groups.Should().BeEmpty();
        person
            .Should()
            .BeEquivalentTo(
                new
                {
                    DisplayName = (string?)null,
                    Email = (string?)null,
                    HiredOn = (DateOnly?)null,
                }
            );
        Accepted<UserCreated>("active=false").Active.Should().BeFalse();
        Accepted<UserCreated>("active=null", "groups=null").Active.Should().BeNull();
    }

    [Test]
    public void Should_tell_absent_from_cleared_and_changed_attributes()
    {
        var update = Accepted<UserUpdated>("email=null", "hiredOn=\"2025-02-28\"");
        update.DisplayName.IsSet.Should().BeFalse();
        update.Email.Should().Be(new Optional<string?>(null));
        update.HiredOn.Should().Be(new Optional<DateOnly?>(new DateOnly(2025, 2, 28)));
        Accepted<UserUpdated>("hiredOn=null").HiredOn.Should().Be(new Optional<DateOnly?>(null));
    }

    [Test]
    public void Should_take_an_update_that_changes_nothing() =>
        Accepted<UserUpdated>()
            .Should()
            .BeEquivalentTo(
                new
                {
                    UserId = "ada",
                    DisplayName = default(Optional<string?>),
                    HiredOn = default(Optional<DateOnly?>),
                }
            );

    [Test]
    public void Should_read_a_person_going_and_coming_back()
    {
        Accepted<UserDeactivated>().UserId.Should().Be("ada");
        Accepted<UserReactivated>().UserId.Should().Be("ada");
    }

    [Test]
    public void Should_read_joined_and_left_groups()
    {
        var change = Accepted<GroupMembershipChanged>();
        change.Joined.Should().Equal("sales");
        change.Left.Should().Equal("it");
        change.Origin.Should().Be(Origin.Integration);
        Accepted<GroupMembershipChanged>("joined", "left").Joined.Should().BeEmpty();
    }

    [Test]
    public void Should_read_a_completion() =>
        Accepted<ActivityCompleted>()
            .Should()
            .BeEquivalentTo(
                new
                {
                    UserId = "ada",
                    ActivityId = "safety",
                    CompletedOn = new DateOnly(2026, 3, 9),
                }
            );

    [Test]
    public void Should_read_every_member_of_a_rule()
    {
        var rule = Accepted<AutoEnrollmentRuleSaved>();
        rule.Audience.Should().BeOfType<Audience.Groups>().Which.GroupIds.Should().Equal("sales");
        (rule with { Audience = new Audience.None() })
            .Should()
            .Be(
                new AutoEnrollmentRuleSaved
                {
                    MessageId = "m1",
                    OccurredAt = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero),
                    SavedBy = "admin",
                    RuleId = "safety-rule",
                    ActivityId = "safety",
                    Version = 1,
                    Audience = new Audience.None(),
                    HiredAfter = new(2025, 12, 31),
                    Reason = "Fire code 7.2",
                    Requirement = Requirement.Required,
                    Recurrence = new Recurrence.Annual(new Interval(6, IntervalUnit.Months)),
                    Due = new Due.EachYearOn("10-01"),
                    InitialDue = new Due.Within(30),
                    EnrolledOnDaysBeforeDue = 60,
                    PriorCompletions = new PriorCompletions.LookBackDays(90),
                }
            );
    }

    [Test]
    public void Should_read_the_other_forms_of_a_rule()
    {
        var rule = Accepted<AutoEnrollmentRuleSaved>(
            "audience={\"kind\":\"entireCompany\"}",
            "recurrence={\"kind\":\"custom\",\"every\":{\"count\":12,\"unit\":\"months\"},\"anchor\":\"previousDue\"}",
            "due={\"kind\":\"on\",\"date\":\"2027-01-31\"}",
            "initialDue={\"date\":\"2026-12-31\",\"kind\":\"on\"}",
            "priorCompletions={\"kind\":\"ignore\"}"
        );
        rule.Audience.Should().Be(new Audience.EntireCompany());
        rule.Recurrence.Should().Be(new Recurrence.Custom(new Interval(12, IntervalUnit.Months), Anchor.PreviousDue));
        rule.Due.Should().Be(new Due.On(new(2027, 1, 31)));
        rule.InitialDue.Should().Be(new Due.On(new(2026, 12, 31)));
        rule.PriorCompletions.Should().Be(new PriorCompletions.Ignore());
    }

    [TestCase("priorCompletions={\"kind\":\"honor\"}")]
    [TestCase("priorCompletions")]
    public void Should_honor_prior_completions_and_count_from_the_completion_by_default(string change)
    {
        var rule = Accepted<AutoEnrollmentRuleSaved>(
            change,
            "savedBy",
            "hiredAfter",
            "reason=null",
            "due=null",
            "initialDue",
            "enrolledOnDaysBeforeDue=null",
            "recurrence={\"kind\":\"custom\",\"every\":{\"count\":1,\"unit\":\"years\"}}"
        );
        rule.PriorCompletions.Should().Be(new PriorCompletions.Honor());
        rule.Recurrence.Should().Be(new Recurrence.Custom(new Interval(1, IntervalUnit.Years), Anchor.Completion));
        rule.Should()
            .BeEquivalentTo(
                new
                {
                    SavedBy = (string?)null,
                    Reason = (string?)null,
                    Due = (Due?)null,
                    EnrolledOnDaysBeforeDue = (int?)null,
                }
            );
    }

    [Test]
    public void Should_ignore_members_it_does_not_know() =>
        Accepted<UserDeactivated>("since={\"a\":[1.5,null]}", "UserId=7", "audience=[]").UserId.Should().Be("ada");

    [Test]
    public void Should_match_member_names_exactly() =>
        Problems("UserDeactivated", "userId", "UserId=\"ada\"").Should().Equal("$.userId: is missing; it is required");

    [Test]
    public void Should_understand_escaped_names_and_values() =>
        Read(
            "UserDeactivated",
            Body("UserDeactivated")
                .Replace("\"userId\":\"ada\"", """ "user\u0049d":"\u0061d\ud83d\ude00\\u0000" """, StringComparison.Ordinal)
        )
            .Fact.Should()
            .BeOfType<UserDeactivated>()
            .Which.UserId.Should()
            .Be("ad😀\\u0000");
}
