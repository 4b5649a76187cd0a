using System.Text;
using Enrollment.Cli.Errors;

namespace Enrollment.Cli.Files;

/// <summary>Reads the input file of a command. Errors contain the name of the option or argument.</summary>
internal static class InputFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<byte[]> ReadBytesAsync(string option, string file, CancellationToken cancellationToken)
    {
        try
        {
            return Directory.Exists(file)
                ? throw new CommandFailedException($"{option}: {file} is a folder, not a file.")
                : await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException($"{option}: {file} does not exist.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException($"{option}: {file} cannot be read: {unreadable.Message.TrimEnd('.')}.");
        }
    }

    public static async Task<string> ReadTextAsync(string option, string file, CancellationToken cancellationToken) =>
        Decode(option, file, await ReadBytesAsync(option, file, cancellationToken));

    /// <summary>Removes a byte order mark.</summary>
    public static string Decode(string option, string file, byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new CommandFailedException($"{option}: {file} is not text in UTF-8.");
        }
    }
}
