using Enrollment.Contracts;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Operations.Broker;

/// <summary>The names of queues on the broker, which others rely on.</summary>
public static class Queues
{
    /// <summary>Bodies that validation refused, on their way to the table.</summary>
    public const string Rejected = "enrollment-rejected";

    /// <summary>Messages whose handling failed permanently, on their way to the table.</summary>
    public const string Failed = "enrollment-failed";

    /// <summary>The dead-letter exchange, and its queue of messages that were delivered too often or expired.</summary>
    public const string Undeliverable = "enrollment-undeliverable";

    /// <summary>Dead letters that could not be stored although the database answered. It has no consumer.</summary>
    public const string Parked = "enrollment-parked";

    /// <summary>The saga's queue: starts of nights, and the answers of their phases.</summary>
    public const string NightlyCycle = "enrollment-nightly-cycle";

    /// <summary>Commands that plan a phase or run a segment.</summary>
    public const string NightlySegments = "enrollment-nightly-segments";

    /// <summary>
    /// The queues of facts and of the night. The broker dead-letters undeliverable messages from them to <see cref="Undeliverable"/>.
    /// </summary>
    public static IReadOnlySet<string> OfWork { get; } =
        typeof(Fact)
            .Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Fact)))
            .Select(Of)
            .Append(NightlyCycle)
            .Append(NightlySegments)
            .ToHashSet();

    /// <summary><c>UserCreated</c> is consumed from <c>enrollment-user-created</c>.</summary>
    public static string Of(Type messageType) =>
        "enrollment"
        + string.Concat(messageType.Name.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
