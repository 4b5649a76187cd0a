namespace Enrollment.Cli.Output;

/// <summary>Reads standard input. A console read blocks its thread and ignores cancellation, so it runs on a thread of its own.</summary>
internal static class StandardInput
{
    public static Task<string> ReadToEndAsync(CancellationToken cancellationToken) =>
        Task.Run(Console.In.ReadToEnd, cancellationToken).WaitAsync(cancellationToken);
}
