using Enrollment.Domain.Learners;

namespace Enrollment.Storage.Learners;

/// <summary>Name and address of a learner. They are stored only here, so that they can be erased.</summary>
public sealed record LearnerIdentity(string Id)
{
    public Stamped<string?>? DisplayName { get; init; }

    public Stamped<string?>? Email { get; init; }
}
