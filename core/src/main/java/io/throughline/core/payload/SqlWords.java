package io.throughline.core.payload;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What words mean to SQL's grammar, over the dialects of MySQL, PostgreSQL, SQL Server, Oracle, SQLite, DB2 and Firebird, from their
 * references.
 */
final class SqlWords {
    /** Without one of these, or a sign that ends a string or a statement, a text is no SQL. */
    static final Packed TELLING = new Packed(Words.of("""
            select union insert update delete drop alter create exec execute declare waitfor truncate or and xor not like rlike regexp between
            having order group limit procedure sleep benchmark where from into case when merge handler shutdown div mod sounds is in
            except intersect minus call begin if exists elt iif set isnull char chr concat version user database
            """));

    private static final Map<String, Character> TYPES = new HashMap<>();

    static {
        put(SqlTokens.UNION, "union except intersect minus");
        put(SqlTokens.STATEMENT, """
                select insert update delete drop alter create exec execute declare waitfor truncate merge handler shutdown call begin grant
                revoke replace backup restore dbcc print do if while set show describe copy vacuum attach pragma deallocate prepare
                lock rename load use values with analyze explain kill optimize goto raiserror
                """);
        put(SqlTokens.LOGIC, "and or xor");
        put(SqlTokens.COMPARE, "like rlike regexp between in is ilike similar glob match sounds");
        put(SqlTokens.PREFIX, "not distinct all any some exists binary unique prior escape collate top");
        put(SqlTokens.ARITHMETIC, "div mod");
        put(
                SqlTokens.CLAUSE,
                "order group having limit procedure where from into as offset fetch for using on partition rows returning");
        put(SqlTokens.CASE, "case");
        put(SqlTokens.WHEN, "when then else");
        put(SqlTokens.END, "end");
        put(
                SqlTokens.CONSTANT,
                "null true false current_user current_date current_time current_timestamp session_user system_user localtime");
    }

    /** Functions that an attack calls to learn something or to pass time, and a formula does not. */
    static final Set<String> TELLING_FUNCTIONS = Words.of("""
            version user database schema benchmark sleep pg_sleep load_file make_set elt iif extractvalue updatexml current_user session_user
            system_user xp_cmdshell db_name host_name suser_name is_srvrolemember row_to_json utl_inaddr.get_host_address aes_decrypt generate_series
            randomblob sqlite_version current_database pg_read_file regexp_substring conv
            """);

    /** What is a function where a bracket follows. */
    private static final Set<String> FUNCTIONS = Words.of("""
                sleep benchmark pg_sleep concat concat_ws group_concat char chr ascii ord substring substr mid left right length char_length hex unhex
                bin oct md5 sha1 sha2 sha password encrypt aes_encrypt aes_decrypt des_encrypt des_decrypt compress uncompress load_file version
                user database schema current_user session_user system_user connection_id last_insert_id found_rows row_count ifnull nullif
                coalesce isnull iif elt make_set field find_in_set extractvalue updatexml floor rand count sum avg min max cast convert
                exp pow power sqrt sin cos tan asin acos atan abs ceil ceiling round sign pi log log10 ln greatest least
                row_number rank row_to_json json_extract json_depth json_keys json_length xmltype generate_series regexp_substring repeat
                replace reverse lower upper lcase ucase ltrim rtrim trim lpad rpad instr locate position strcmp soundex space insert
                utl_inaddr.get_host_address utl_http.request dbms_pipe.receive_message dbms_lock.sleep xp_cmdshell xp_dirtree xp_regread sp_executesql
                sp_password openrowset opendatasource openquery db_name host_name suser_name suser_sname is_srvrolemember object_id object_name col_name
                has_dbaccess serverproperty quote_literal current_setting current_database pg_read_file lo_import query_to_xml database_to_xml
                table_to_xml string_agg listagg wm_concat sys_context dbms_xmlgen.getxml to_char to_number nvl decode sqlite_version randomblob
                zeroblob typeof load_extension total_changes last_insert_rowid rdb$get_context gen_id now sysdate curdate curtime date_add date_sub
                datediff getdate unix_timestamp from_unixtime uuid newid inet_aton inet_ntoa format if row values ascii_char ascii_val
                name_const geometrycollection polygon multipoint linestring multilinestring multipolygon st_latfromgeohash gtid_subset
                uncompressed_length bit_and bit_or bit_xor stddev variance master_pos_wait get_lock release_lock is_free_lock
                procedure_analyse analyse conv crc32 charset coercibility collation interval unicode nchar patindex charindex stuff
                datalength char_length bit_length octet_length quotename str isnumeric
                """);

    private SqlWords() {}

    private static void put(char type, String words) {
        for (String word : Words.of(words)) {
            TYPES.putIfAbsent(word, type);
        }
    }

    /** {@link SqlTokens#NAME} for a word that SQL has no meaning for. */
    static char type(String lowerCase) {
        return TYPES.getOrDefault(lowerCase, SqlTokens.NAME);
    }

    static boolean isFunction(String lowerCase) {
        return FUNCTIONS.contains(lowerCase);
    }
}
