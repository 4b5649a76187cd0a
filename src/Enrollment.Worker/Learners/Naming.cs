using Enrollment.Contracts;

namespace Enrollment.Worker.Learners;

/// <summary>The personal data a message carried.</summary>
public sealed record Naming(Optional<string?> DisplayName, Optional<string?> Email)
{
    /// <summary>Null where the message carried none.</summary>
    public static Naming? Of(Optional<string?> displayName, Optional<string?> email) =>
        displayName.IsSet || email.IsSet ? new Naming(displayName, email) : null;
}
