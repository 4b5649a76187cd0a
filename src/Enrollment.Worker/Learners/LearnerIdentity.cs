using Enrollment.Contracts;
using Enrollment.Domain.Learners;

namespace Enrollment.Worker.Learners;

/// <summary>Name and address of a learner: the only place where they are kept, so that they can be erased.</summary>
public sealed record LearnerIdentity(string Id)
{
    public Stamped<string?>? DisplayName { get; init; }

    public Stamped<string?>? Email { get; init; }

    /// <summary>Later facts win, for each of the two on its own; the same identity comes back when nothing changes.</summary>
    public LearnerIdentity With(Optional<string?> displayName, Optional<string?> email, Stamp stamp) =>
        this with
        {
            DisplayName = displayName.IsSet && stamp.Supersedes(DisplayName?.At) ? new(displayName.Value, stamp) : DisplayName,
            Email = email.IsSet && stamp.Supersedes(Email?.At) ? new(email.Value, stamp) : Email,
        };
}
