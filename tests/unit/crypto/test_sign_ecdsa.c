/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_sign_ecdsa.c - ECDSA with the values of RFC 6979, A.2.5 to A.2.7 */

#include "crypto/sign.h"

#include "unit/crypto/vectors.h"

static const struct {
    gnutls_ecc_curve_t curve;
    const struct hash *hash;
    const char *d, *point, *signature; /* of "sample" */
} rows[] = {
    /* clang-format off */
    { GNUTLS_ECC_CURVE_SECP256R1, &hash_sha1,
      "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
      "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29f"
      "b67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d44622"
      "99",
      "3044022061340c88c3aaebeb4f6d667f672ca9759a6ccaa9fa8811313039ee4a"
      "35471d3202206d7f147dac089441bb2e2fe8f7a3fa264b9c475098fdcf6e00d7"
      "c996e1b8b7eb" },
    { GNUTLS_ECC_CURVE_SECP256R1, &hash_sha224,
      "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
      "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29f"
      "b67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d44622"
      "99",
      "3045022053b2fff5d1752b2c689df257c04c40a587fababb3f6fc2702f1343af"
      "7ca9aa3f022100b9afb64fdc03dc1a131c7d2386d11e349f070aa432a4acc918"
      "bea988bf75c74c" },
    { GNUTLS_ECC_CURVE_SECP256R1, &hash_sha256,
      "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
      "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29f"
      "b67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d44622"
      "99",
      "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8" },
    { GNUTLS_ECC_CURVE_SECP256R1, &hash_sha384,
      "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
      "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29f"
      "b67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d44622"
      "99",
      "304402200eafea039b20e9b42309fb1d89e213057cbf973dc0cfc8f129edddc8"
      "00ef771902204861f0491e6998b9455193e34e7b0d284ddd7149a74b95b9261f"
      "13abde940954" },
    { GNUTLS_ECC_CURVE_SECP256R1, &hash_sha512,
      "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
      "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29f"
      "b67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d44622"
      "99",
      "30450221008496a60b5e9b47c825488827e0495b0e3fa109ec4568fd3f8d1097"
      "678eb97f0002202362ab1adbe2b8adf9cb9edab740ea6049c028114f2460f965"
      "54f61fae3302fe" },
    { GNUTLS_ECC_CURVE_SECP384R1, &hash_sha1,
      "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"
      "96d5724e4c70a825f872c9ea60d2edf5",
      "04ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c"
      "64def8f0ea9055866064a254515480bc138015d9b72d7d57244ea8ef9ac0c621"
      "896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd25332647"
      "20",
      "3066023100ec748d839243d6fbef4fc5c4859a7dffd7f3abddf72014540c16d7"
      "3309834fa37b9ba002899f6fda3a4a9386790d4eb2023100a3bcfa947beef473"
      "2bf247ac17f71676cb31a847b9ff0cbc9c9ed4c1a5b3facf26f49ca031d48575"
      "70ccb5ca4424a443" },
    { GNUTLS_ECC_CURVE_SECP384R1, &hash_sha224,
      "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"
      "96d5724e4c70a825f872c9ea60d2edf5",
      "04ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c"
      "64def8f0ea9055866064a254515480bc138015d9b72d7d57244ea8ef9ac0c621"
      "896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd25332647"
      "20",
      "3065023042356e76b55a6d9b4631c865445dbe54e056d3b3431766d050924479"
      "3c3f9366450f76ee3de43f5a125333a6be0601220231009da0c81787064021e7"
      "8df658f2fbb0b042bf304665db721f077a4298b095e4834c082c03d83028efbf"
      "93a3c23940ca8d" },
    { GNUTLS_ECC_CURVE_SECP384R1, &hash_sha256,
      "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"
      "96d5724e4c70a825f872c9ea60d2edf5",
      "04ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c"
      "64def8f0ea9055866064a254515480bc138015d9b72d7d57244ea8ef9ac0c621"
      "896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd25332647"
      "20",
      "3065023021b13d1e013c7fa1392d03c5f99af8b30c570c6f98d4ea8e354b63a2"
      "1d3daa33bde1e888e63355d92fa2b3c36d8fb2cd023100f3aa443fb107745bf4"
      "bd77cb3891674632068a10ca67e3d45db2266fa7d1feebefdc63eccd1ac42ec0"
      "cb8668a4fa0ab0" },
    { GNUTLS_ECC_CURVE_SECP384R1, &hash_sha384,
      "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"
      "96d5724e4c70a825f872c9ea60d2edf5",
      "04ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c"
      "64def8f0ea9055866064a254515480bc138015d9b72d7d57244ea8ef9ac0c621"
      "896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd25332647"
      "20",
      "306602310094edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4"
      "ea95ad133c81a648152e44acf96e36dd1e80fabe4602310099ef4aeb15f178ce"
      "a1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e"
      "7b82c71a38628ac8" },
    { GNUTLS_ECC_CURVE_SECP384R1, &hash_sha512,
      "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"
      "96d5724e4c70a825f872c9ea60d2edf5",
      "04ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c"
      "64def8f0ea9055866064a254515480bc138015d9b72d7d57244ea8ef9ac0c621"
      "896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd25332647"
      "20",
      "3065023100ed0959d5880ab2d869ae7f6c2915c6d60f96507f9cb3e047c00468"
      "61da4a799cfe30f35cc900056d7c99cd78824337090230512c8cceee3890a840"
      "58ce1e22dbc2198f42323ce8aca9135329f03c068e5112dc7cc3ef3446defceb"
      "01a45c2667fdd5" },
    { GNUTLS_ECC_CURVE_SECP521R1, &hash_sha1,
      "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75"
      "caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b8"
      "3538",
      "0401894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5b"
      "cd371123d46e45db6b5d5370a7f20fb633155d38ffa16d2bd761dcac474b9a2f"
      "5023a400493101c962cd4d2fddf782285e64584139c2f91b47f87ff82354d663"
      "0f746a28a0db25741b5b34a828008b22acc23f924faafbd4d33f81ea66956dfe"
      "aa2bfdfcf5",
      "3081870241343b6ec45728975ea5cba6659bbb6062a5ff89eea58be3c80b619f"
      "322c87910fe092f7d45bb0f8eee01ed3f20babec079d202ae677b243ab40b543"
      "1d497c55d75d024200e7b0e675a9b24413d448b8cc119d2bf7b2d2df032741c0"
      "96634d6d65d0dbe3d5694625fb9e8104d3b842c1b0e2d0b98bea19341e8676ae"
      "f66ae4eba3d5475d5d16" },
    { GNUTLS_ECC_CURVE_SECP521R1, &hash_sha224,
      "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75"
      "caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b8"
      "3538",
      "0401894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5b"
      "cd371123d46e45db6b5d5370a7f20fb633155d38ffa16d2bd761dcac474b9a2f"
      "5023a400493101c962cd4d2fddf782285e64584139c2f91b47f87ff82354d663"
      "0f746a28a0db25741b5b34a828008b22acc23f924faafbd4d33f81ea66956dfe"
      "aa2bfdfcf5",
      "308187024201776331cfcdf927d666e032e00cf776187bc9fdd8e69d0dabb410"
      "9ffe1b5e2a30715f4cc923a4a5e94d2503e9acfed92857b7f31d7152e0f8c00c"
      "15ff3d87e2ed2e024150cb5265417fe2320bbb5a122b8e1a32bd699089851128"
      "e360e620a30c7e17ba41a666af126ce100e5799b153b60528d5300d08489ca91"
      "78fb610a2006c254b41f" },
    { GNUTLS_ECC_CURVE_SECP521R1, &hash_sha256,
      "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75"
      "caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b8"
      "3538",
      "0401894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5b"
      "cd371123d46e45db6b5d5370a7f20fb633155d38ffa16d2bd761dcac474b9a2f"
      "5023a400493101c962cd4d2fddf782285e64584139c2f91b47f87ff82354d663"
      "0f746a28a0db25741b5b34a828008b22acc23f924faafbd4d33f81ea66956dfe"
      "aa2bfdfcf5",
      "308187024201511bb4d675114fe266fc4372b87682baecc01d3cc62cf2303c92"
      "b3526012659d16876e25c7c1e57648f23b73564d67f61c6f14d527d549728104"
      "21e7d87589e1a702414a171143a83163d6df460aaf61522695f207a58b95c064"
      "4d87e52aa1a347916e4f7a72930b1bc06dbe22ce3f58264afd23704cbb63b29b"
      "931f7de6c9d949a7ecfc" },
    { GNUTLS_ECC_CURVE_SECP521R1, &hash_sha384,
      "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75"
      "caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b8"
      "3538",
      "0401894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5b"
      "cd371123d46e45db6b5d5370a7f20fb633155d38ffa16d2bd761dcac474b9a2f"
      "5023a400493101c962cd4d2fddf782285e64584139c2f91b47f87ff82354d663"
      "0f746a28a0db25741b5b34a828008b22acc23f924faafbd4d33f81ea66956dfe"
      "aa2bfdfcf5",
      "308188024201ea842a0e17d2de4f92c15315c63ddf72685c18195c2bb95e572b"
      "9c5136ca4b4b576ad712a52be9730627d16054ba40cc0b8d3ff035b12ae75168"
      "397f5d50c67451024201f21a3cee066e1961025fb048bd5fe2b7924d0cd797ba"
      "be0a83b66f1e35eeaf5fde143fa85dc394a7dee766523393784484bdf3e00114"
      "a1c857cde1aa203db65d61" },
    { GNUTLS_ECC_CURVE_SECP521R1, &hash_sha512,
      "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75"
      "caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b8"
      "3538",
      "0401894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5b"
      "cd371123d46e45db6b5d5370a7f20fb633155d38ffa16d2bd761dcac474b9a2f"
      "5023a400493101c962cd4d2fddf782285e64584139c2f91b47f87ff82354d663"
      "0f746a28a0db25741b5b34a828008b22acc23f924faafbd4d33f81ea66956dfe"
      "aa2bfdfcf5",
      "308187024200c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53"
      "950e6d4c5f174e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15"
      "bf05ec36e377fa0241617cce7cf5064806c467f678d3b4080d6f1cc50af26ca2"
      "09417308281b68af282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc"
      "43997f1ee0e44da4a67a" },
    /* clang-format on */
};

/* Of the first key, for "sample" with SHA-256; `right` is the same numbers, rightly written. */
static const char right[] = "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
                            "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
                            "4dc4ab2f843acda8";

static const struct {
    const char *what, *signature;
} wrong[] = {
    /* clang-format off */
    { "there is nothing",
      "" },
    { "it is cut in the head",
      "30" },
    { "a byte is missing",
      "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acd" },
    { "a byte follows",
      "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda800" },
    { "a byte follows inside",
      "3047022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda800" },
    { "a third number follows",
      "3069022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9"
      "aff4064dc4ab2f843acda8" },
    { "the second number is missing",
      "3023022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716" },
    { "the sequence is empty",
      "3000" },
    { "it is a set",
      "3146022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8" },
    { "a number is an octet string",
      "3046042100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8" },
    { "the length is in long form",
      "308146022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d"
      "0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4"
      "064dc4ab2f843acda8" },
    { "the length is indefinite",
      "3080022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda80000" },
    { "the length has two bytes",
      "30820046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c3"
      "4d0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9af"
      "f4064dc4ab2f843acda8" },
    { "the length of a number is in long form",
      "304702812100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d"
      "0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4"
      "064dc4ab2f843acda8" },
    { "r has a zero too many",
      "304702220000efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d"
      "0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4"
      "064dc4ab2f843acda8" },
    { "s has a zero too many",
      "3047022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf371602220000f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4"
      "064dc4ab2f843acda8" },
    { "r is negative",
      "30450220efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea8"
      "4eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064d"
      "c4ab2f843acda8" },
    { "s is negative",
      "3045022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf37160220f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064d"
      "c4ab2f843acda8" },
    { "r is empty",
      "30250200022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064d"
      "c4ab2f843acda8" },
    { "r is zero",
      "3026020100022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8" },
    { "s is zero",
      "3026022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716020100" },
    { "both are zero",
      "3006020100020100" },
    { "r is above the order",
      "3046022101efd48b29acb6a8fe1140dd9cd45e81d65a138228fdc29816b706d9"
      "6b4b125c67022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8" },
    { "s is above the order",
      "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022101f7cb1c932d657c42d436c7a1b6e29f65b0cffb8960c7928b"
      "417e75f2809df2f9" },
    { "r is the order",
      "3046022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9ca"
      "c2fc632551022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda8" },
    { "s is the order",
      "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100ffffffff00000000ffffffffffffffffbce6faada7179e84"
      "f3b9cac2fc632551" },
    { "r is enormous",
      "3075025001010101010101010101010101010101010101010101010101010101"
      "0101010101010101010101010101010101010101010101010101010101010101"
      "0101010101010101010101010101010101010101022100f7cb1c942d657c41d4"
      "36c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8" },
    { "they are swapped",
      "3046022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab"
      "2f843acda8022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991"
      "c34d0ea84eaf3716" },
    { "s is one more",
      "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0e"
      "a84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff406"
      "4dc4ab2f843acda9" },
    { "both are one",
      "3006020101020101" },
    /* clang-format on */
};

static struct bytes sample(void)
{
    return bytes_of_text("sample");
}

static struct private_key read_row(size_t i)
{
    struct private_key key = { .public = { .kind = KEY_EC, .curve = rows[i].curve } };

    assert_int_equal(buffer_set(&key.d, HEX(rows[i].d)), 0);
    assert_int_equal(buffer_set(&key.public.point, HEX(rows[i].point)), 0);
    return key;
}

static struct sign_how with(const struct hash *hash)
{
    return (struct sign_how){ SIGN_ECDSA, hash, 0 };
}

static void test_published_signatures_verify(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = read_row(i);

        assert_int_equal(
            key_verify(&key.public, with(rows[i].hash), sample(), HEX(rows[i].signature)), 0);
    }
}

static void test_our_signatures_verify_and_never_repeat(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = read_row(i);
        SCOPED(buffer) struct buffer last = { 0 };

        for (int attempt = 0; attempt < 8; attempt++) {
            SCOPED(buffer) struct buffer signature = { 0 };
            assert_int_equal(key_sign(&key, with(rows[i].hash), sample(), &signature), 0);
            assert_int_equal(
                key_verify(&key.public, with(rows[i].hash), sample(), buffer_bytes(&signature)), 0);
            assert_false(bytes_equal(buffer_bytes(&last), buffer_bytes(&signature)));
            buffer_move(&signature, &last);
        }
    }
}

/* Each number has a zero in front in half of all cases: of 400, none of the sizes is missing. */
static void test_encodings_of_many_signatures_are_right(void **state)
{
    SCOPED(private_key) struct private_key key = read_row(0);
    unsigned of_size[73] = { 0 };

    for (int i = 0; i < 400; i++) {
        SCOPED(buffer) struct buffer signature = { 0 };
        const uint8_t message[] = { (uint8_t)i, (uint8_t)(i >> 8) };

        assert_int_equal(key_sign(&key, with(&hash_sha256), bytes_of(message, 2), &signature), 0);
        assert_int_equal(key_verify(&key.public, with(&hash_sha256), bytes_of(message, 2),
                                    buffer_bytes(&signature)),
                         0);
        assert_true(signature.size < ARRAY_SIZE(of_size));
        of_size[signature.size]++;
    }
    assert_true(of_size[70] > 0 && of_size[71] > 0 && of_size[72] > 0);
}

static void refuse(const struct public_key *key, struct sign_how how, struct bytes message,
                   struct bytes signature)
{
    assert_int_equal(key_verify(key, how, message, signature), GNUTLS_E_PK_SIG_VERIFY_FAILED);
}

static void test_each_changed_byte_is_noticed(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i += 6) {
        SCOPED(private_key) struct private_key key = read_row(i);
        struct bytes signature = HEX(rows[i].signature);
        uint8_t changed[256];

        for (size_t at = 0; at < signature.size; at++) {
            memcpy(changed, signature.data, signature.size);
            changed[at] ^= (uint8_t)(1 << (at % 8));
            refuse(&key.public, with(rows[i].hash), sample(), bytes_of(changed, signature.size));
        }
        refuse(&key.public, with(rows[i].hash), bytes_of_text("simple"), signature);
    }
}

static void test_what_is_cut_does_not_verify(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i += 6) {
        SCOPED(private_key) struct private_key key = read_row(i);
        struct bytes signature = HEX(rows[i].signature);

        for (size_t size = 0; size < signature.size; size++)
            refuse(&key.public, with(rows[i].hash), sample(), bytes_of(signature.data, size));
    }
}

static void test_there_is_one_way_to_write_a_signature(void **state)
{
    size_t first = 0;
    while (rows[first].hash != &hash_sha256)
        first++;
    SCOPED(private_key) struct private_key key = read_row(first);

    assert_int_equal(key_verify(&key.public, with(&hash_sha256), sample(), HEX(right)), 0);
    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
        print_message("%s\n", wrong[i].what);
        refuse(&key.public, with(&hash_sha256), sample(), HEX(wrong[i].signature));
    }
}

static void test_key_and_padding_must_fit(void **state)
{
    SCOPED(private_key) struct private_key key = read_row(0);
    SCOPED(buffer) struct buffer out = { 0 };
    struct sign_how pss = { SIGN_RSA_PSS, &hash_sha256, 0 }, eddsa = { SIGN_EDDSA, NULL, 0 };

    assert_int_equal(key_sign(&key, pss, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign(&key, eddsa, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign(&key, with(NULL), sample(), &out), GNUTLS_E_INVALID_REQUEST);
    key.public.curve = GNUTLS_ECC_CURVE_X25519;
    assert_int_equal(key_sign(&key, with(&hash_sha256), sample(), &out), GNUTLS_E_INVALID_REQUEST);
}

static void test_a_point_off_the_curve_does_not_verify(void **state)
{
    SCOPED(private_key) struct private_key key = read_row(0);
    key.public.point.data[64] ^= 1;

    assert_int_equal(key_verify(&key.public, with(rows[0].hash), sample(), HEX(rows[0].signature)),
                     GNUTLS_E_ILLEGAL_PARAMETER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_signatures_verify),
        cmocka_unit_test(test_our_signatures_verify_and_never_repeat),
        cmocka_unit_test(test_encodings_of_many_signatures_are_right),
        cmocka_unit_test(test_each_changed_byte_is_noticed),
        cmocka_unit_test(test_what_is_cut_does_not_verify),
        cmocka_unit_test(test_there_is_one_way_to_write_a_signature),
        cmocka_unit_test(test_key_and_padding_must_fit),
        cmocka_unit_test(test_a_point_off_the_curve_does_not_verify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
