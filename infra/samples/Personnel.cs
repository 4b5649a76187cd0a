using Enrollment.Contracts;

namespace Enrollment.Samples;

/// <summary>The people, as the personnel system and the user interface report them.</summary>
internal sealed class Personnel(Training training, Chance chance, FactLog log)
{
    public Person Create(int number, bool longAgo, bool byHand)
    {
        var person = Person.Numbered(number, log.Today, chance);
        person.HiredOn = chance.Happens(0.02) ? null : log.Today.AddDays(longAgo ? -chance.Between(1, 5000) : -chance.Between(0, 4));
        person.Active = !chance.Happens(0.01);
        log.Add(
            TimeOf(byHand),
            at => new UserCreated
            {
                OccurredAt = at,
                UserId = person.Id,
                DisplayName = person.Name,
                Email = person.Email,
                HiredOn = person.HiredOn,
                Active = person.Active,
                Groups = [.. person.Groups.Order(StringComparer.Ordinal)],
                Origin = OriginOf(byHand),
            }
        );
        if (longAgo)
            training.PlanEarlierCompletions(person);
        training.PlanWhatIsNew(person);
        return person;
    }

    /// <summary>What the week brings for a person: most often nothing.</summary>
    public void Change(Person person)
    {
        if (person.Active)
            ChangeActive(person);
        else if (chance.Happens(person.Left ? 0 : 0.15))
            Return(person);
    }

    public void Join(Person person, string[] joined, string[] left, bool byHand)
    {
        person.Groups.UnionWith(joined);
        person.Groups.ExceptWith(left);
        log.Add(
            TimeOf(byHand),
            at => new GroupMembershipChanged
            {
                OccurredAt = at,
                UserId = person.Id,
                Joined = joined,
                Left = left,
                Origin = OriginOf(byHand),
            }
        );
        training.PlanWhatIsNew(person);
    }

    private void ChangeActive(Person person)
    {
        if (chance.Happens(0.0009))
            Deactivate(person);
        else if (chance.Happens(0.0010))
            Move(person);
        else if (chance.Happens(0.0009))
            TakeRole(person, byHand: chance.Happens(0.7));
        else if (chance.Happens(0.0004))
            GiveUpRole(person);
        else if (chance.Happens(person.HiredOn is null ? 0.01 : 0.0002))
            CorrectHireDate(person);
        else if (chance.Happens(0.0002))
            Rename(person);
    }

    private void Deactivate(Person person)
    {
        person.Active = false;
        person.Left = chance.Happens(0.6);
        log.Add(FactLog.Feed, at => new UserDeactivated { OccurredAt = at, UserId = person.Id });
    }

    private void Return(Person person)
    {
        person.Active = true;
        log.Add(FactLog.Feed, at => new UserReactivated { OccurredAt = at, UserId = person.Id });
        training.PlanAfterReturn(person);
    }

    private void Move(Person person)
    {
        var from = person.Groups.First(group => group.StartsWith("dept-", StringComparison.Ordinal));
        var to = chance.Pick(Groups.Departments);
        if (from != to)
            Join(person, [to], [from], byHand: false);
    }

    private void TakeRole(Person person, bool byHand)
    {
        var role = chance.Pick(Groups.Roles);
        if (!person.Groups.Contains(role))
            Join(person, [role], [], byHand);
    }

    private void GiveUpRole(Person person)
    {
        var roles = person.Groups.Where(group => group.StartsWith("role-", StringComparison.Ordinal));
        if (roles.Order(StringComparer.Ordinal).FirstOrDefault() is { } role)
            Join(person, [], [role], byHand: chance.Happens(0.5));
    }

    private void CorrectHireDate(Person person)
    {
        person.HiredOn = person.HiredOn is null || chance.Happens(0.8) ? log.Today.AddDays(-chance.Between(1, 600)) : null;
        log.Add(
            FactLog.Feed,
            at => new UserUpdated
            {
                OccurredAt = at,
                UserId = person.Id,
                HiredOn = person.HiredOn,
            }
        );
        training.PlanWhatIsNew(person);
    }

    private void Rename(Person person) =>
        log.Add(
            FactLog.Feed,
            at => new UserUpdated
            {
                OccurredAt = at,
                UserId = person.Id,
                DisplayName = person.Name + "-" + chance.Pick(Person.FamilyNames),
                Email = chance.Happens(0.5) ? null : person.Email,
            }
        );

    private static TimeOnly TimeOf(bool byHand) => byHand ? FactLog.Work : FactLog.Feed;

    private static Origin OriginOf(bool byHand) => byHand ? Origin.UserInterface : Origin.Integration;
}
