using System.Runtime.InteropServices;
using SQLitePCL;

namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// The engine's hook before each row that changes (https://www.sqlite.org/c3ref/preupdate_blobwrite.html), which the managed binding leaves
/// out. The engine is the same library, loaded once a process.
/// </summary>
internal static class SqlitePreupdate
{
    private const string Library = "e_sqlite3";

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void Callback(IntPtr context, IntPtr database, int operation, IntPtr schema, IntPtr table, long oldKey, long newKey);

    /// <summary>Sets the hook. While there is one the engine takes no short cut that would clear a table without visiting its rows.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="callback">Kept alive by the caller as long as the connection.</param>
    public static void Set(sqlite3 connection, Callback callback) => SetHook(connection, callback, IntPtr.Zero);

    /// <summary>The value of a column before the change.</summary>
    public static IntPtr Old(IntPtr database, int column) => Get(OldValue(database, column, out var value), value);

    /// <summary>The value of a column after the change.</summary>
    public static IntPtr New(IntPtr database, int column) => Get(NewValue(database, column, out var value), value);

    [DllImport(Library, EntryPoint = "sqlite3_value_type", CallingConvention = CallingConvention.Cdecl)]
    public static extern int TypeOf(IntPtr value);

    [DllImport(Library, EntryPoint = "sqlite3_value_int64", CallingConvention = CallingConvention.Cdecl)]
    public static extern long Integer(IntPtr value);

    [DllImport(Library, EntryPoint = "sqlite3_value_double", CallingConvention = CallingConvention.Cdecl)]
    public static extern double Real(IntPtr value);

    /// <summary>How many bytes a text or a blob takes.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_value_bytes", CallingConvention = CallingConvention.Cdecl)]
    public static extern int Length(IntPtr value);

    /// <summary>The bytes of a text in UTF-8, or of a blob.</summary>
    public static byte[] Bytes(IntPtr value, bool text)
    {
        var start = text ? TextOf(value) : BlobOf(value);
        var bytes = new byte[Length(value)];
        if (bytes.Length > 0)
        {
            Marshal.Copy(start, bytes, 0, bytes.Length);
        }

        return bytes;
    }

    private static IntPtr Get(int result, IntPtr value) => result == raw.SQLITE_OK ? value : throw new InvalidOperationException($"SQLite gives no value of the row that changes ({result}).");

    [DllImport(Library, EntryPoint = "sqlite3_preupdate_hook", CallingConvention = CallingConvention.Cdecl)]
    private static extern IntPtr SetHook(sqlite3 connection, Callback callback, IntPtr context);

    [DllImport(Library, EntryPoint = "sqlite3_preupdate_old", CallingConvention = CallingConvention.Cdecl)]
    private static extern int OldValue(IntPtr database, int column, out IntPtr value);

    [DllImport(Library, EntryPoint = "sqlite3_preupdate_new", CallingConvention = CallingConvention.Cdecl)]
    private static extern int NewValue(IntPtr database, int column, out IntPtr value);

    [DllImport(Library, EntryPoint = "sqlite3_value_text", CallingConvention = CallingConvention.Cdecl)]
    private static extern IntPtr TextOf(IntPtr value);

    [DllImport(Library, EntryPoint = "sqlite3_value_blob", CallingConvention = CallingConvention.Cdecl)]
    private static extern IntPtr BlobOf(IntPtr value);
}
