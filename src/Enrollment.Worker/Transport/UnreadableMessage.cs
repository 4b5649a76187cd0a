using System.Diagnostics;
using System.Runtime.Serialization;
using Enrollment.Storage.Access;

namespace Enrollment.Worker.Transport;

/// <summary>Tells a body that cannot be read from a fault of ours.</summary>
internal static class UnreadableMessage
{
    /// <summary>The body is not what the queue takes: its sender is at fault.</summary>
    /// <remarks>Which exception that is depends on the member of the envelope: <c>messageId</c> gives a FormatException.</remarks>
    public static bool IsCauseOf(Exception exception)
    {
        var chain = ExceptionClassifier.Chain(exception).Select(one => (one, Types: TypesOn(new StackTrace(one)))).ToArray();
        return chain.Any(link => link.one is SerializationException || link.Types.Any(IsOfSerialization))
            && !chain.Any(link => link.Types.Any(IsOfSending));
    }

    private static Type[] TypesOn(StackTrace trace) =>
        [.. trace.GetFrames().Select(frame => frame.GetMethod()?.DeclaringType).OfType<Type>()];

    // What is stored can be unreadable too; that is nobody's message.
    private static bool IsOfSerialization(Type type) =>
        type.Namespace?.StartsWith("MassTransit.Serialization", StringComparison.Ordinal) == true;

    // What we send is ours: these bodies are written, not read.
    private static bool IsOfSending(Type type) => IsOfSerialization(type) && type.IsAssignableTo(typeof(MassTransit.MessageBody));
}
