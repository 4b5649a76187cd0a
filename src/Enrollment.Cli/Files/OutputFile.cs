using System.Text;
using Enrollment.Cli.Errors;

namespace Enrollment.Cli.Files;

/// <summary>Writes the output file of a command completely or not at all. Overwrites only on request.</summary>
internal static class OutputFile
{
    public static Task WriteAsync(
        string file,
        string text,
        bool force = false,
        bool isSecret = false,
        CancellationToken cancellationToken = default
    ) => WriteAsync(file, Encoding.UTF8.GetBytes(text), force, isSecret, cancellationToken);

    /// <param name="file">Its name.</param>
    /// <param name="content">The complete content.</param>
    /// <param name="force">Whether an existing file is overwritten.</param>
    /// <param name="isSecret">Whether only its owner may read it.</param>
    /// <param name="cancellationToken">Cancels the write and removes the new file.</param>
    public static async Task WriteAsync(
        string file,
        ReadOnlyMemory<byte> content,
        bool force = false,
        bool isSecret = false,
        CancellationToken cancellationToken = default
    )
    {
        var isNew = !File.Exists(file);
        await using var stream = Open(file, force, isSecret);
        try
        {
            await stream.WriteAsync(content, cancellationToken);
        }
        catch (Exception)
        {
            if (isNew)
                File.Delete(file);
            throw;
        }
    }

    private static FileStream Open(string file, bool force, bool isSecret)
    {
        var options = new FileStreamOptions
        {
            Mode = force ? FileMode.Create : FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
        };
        if (isSecret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(file, options);
        }
        catch (IOException) when (!force && File.Exists(file))
        {
            throw new CommandFailedException($"{file} already exists. Nothing was written.");
        }
        catch (Exception folder) when (folder is IOException or UnauthorizedAccessException && Directory.Exists(file))
        {
            throw new CommandFailedException($"{file} is a folder, not a file. Nothing was written.");
        }
    }
}
