using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Julie.LocalServers;

/// <summary>TCP ports on loopback that nothing listens on.</summary>
public static class FreePort
{
    // Below Linux's ephemeral range, so that no outgoing connection takes a port that was chosen but is not bound yet.
    private const int First = 20_000;
    private const int AfterLast = 32_000;

    /// <summary>A port that was free a moment ago; whoever binds it must still be ready to fail.</summary>
    public static int Find()
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(First, AfterLast);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new LocalServerException($"No free TCP port between {First} and {AfterLast} on 127.0.0.1.");
    }

    /// <summary>Whether the port can be bound on loopback now.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
