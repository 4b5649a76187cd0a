namespace Enrollment.Cli.Output;

/// <summary>What is typed or piped in. A read of the console blocks its thread whatever token it gets, so it has one of its own.</summary>
internal static class StandardInput
{
    public static Task<string> ReadToEndAsync(CancellationToken cancellationToken) =>
        Task.Run(Console.In.ReadToEnd, cancellationToken).WaitAsync(cancellationToken);
}
