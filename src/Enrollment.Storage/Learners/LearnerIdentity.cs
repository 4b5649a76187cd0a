using Enrollment.Domain.Learners;

namespace Enrollment.Storage.Learners;

/// <summary>Name and address of a learner: the only place where they are kept, so that they can be erased.</summary>
public sealed record LearnerIdentity(string Id)
{
    public Stamped<string?>? DisplayName { get; init; }

    public Stamped<string?>? Email { get; init; }
}
