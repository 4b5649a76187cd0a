using System.Security.Cryptography;
using System.Text;

namespace Enrollment.Queries.Announcements;

/// <summary>The message id of an announcement: the same on every delivery, whichever worker sends it.</summary>
internal static class StableId
{
    public static Guid Of(string stream, long version, string type)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{stream}@{version}#{type}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
