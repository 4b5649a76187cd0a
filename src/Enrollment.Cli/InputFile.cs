using System.Text;

namespace Enrollment.Cli;

/// <summary>A file that a command reads; why it cannot be read is said with the name of the option or argument.</summary>
internal static class InputFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<byte[]> ReadBytesAsync(string option, string file, CancellationToken cancellationToken)
    {
        try
        {
            return Directory.Exists(file)
                ? throw new CommandFailed($"{option}: {file} is a folder; expected a file.")
                : await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailed($"{option}: {file} does not exist.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailed($"{option}: {file} cannot be read: {unreadable.Message.TrimEnd('.')}.");
        }
    }

    public static async Task<string> ReadTextAsync(string option, string file, CancellationToken cancellationToken) =>
        Text(option, file, await ReadBytesAsync(option, file, cancellationToken));

    /// <summary>A byte order mark in front is no part of the text.</summary>
    public static string Text(string option, string file, byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new CommandFailed($"{option}: {file} is not text in UTF-8.");
        }
    }
}
