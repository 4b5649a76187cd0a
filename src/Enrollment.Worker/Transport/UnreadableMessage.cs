using System.Diagnostics;
using System.Runtime.Serialization;
using Enrollment.Storage.Access;

namespace Enrollment.Worker.Transport;

/// <summary>Distinguishes an unreadable body from an error of this program.</summary>
internal static class UnreadableMessage
{
    /// <summary>Whether the body is not a message of its queue.</summary>
    /// <remarks>The type of the exception depends on the member of the envelope: <c>messageId</c> gives a FormatException.</remarks>
    public static bool IsCauseOf(Exception exception)
    {
        var chain = ExceptionClassifier.Chain(exception).Select(one => (one, Types: TypesOn(new StackTrace(one)))).ToArray();
        return chain.Any(link => link.one is SerializationException || link.Types.Any(IsOfSerialization))
            && !chain.Any(link => link.Types.Any(IsOfSending));
    }

    private static Type[] TypesOn(StackTrace trace) =>
        [.. trace.GetFrames().Select(frame => frame.GetMethod()?.DeclaringType).OfType<Type>()];

    // A stored document can be unreadable, too. It is not a message.
    private static bool IsOfSerialization(Type type) =>
        type.Namespace?.StartsWith("MassTransit.Serialization", StringComparison.Ordinal) == true;

    // Message bodies of the worker itself, which are written and not read.
    private static bool IsOfSending(Type type) => IsOfSerialization(type) && type.IsAssignableTo(typeof(MassTransit.MessageBody));
}
